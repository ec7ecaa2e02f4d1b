using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.BulkUpdate;
using Wisp.Modules.Clients.Features.Export;
using Wisp.Modules.Clients.Features.Import;
using Wisp.Modules.Clients.Features.Map;
using Wisp.Modules.Clients.Features.People;
using Wisp.Modules.Clients.Features.Placing;
using Wisp.Sdk;

namespace Wisp.Modules.Clients;

public sealed class ClientsModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Title(Label.Of<ClientsText>("list.title"));
        module.Database<ClientsDb>("clients")
            .Audit("client", subject: "id", ignored: ["phone_key", "phone_mobile_key", "created_at", "updated_at"])
            .Audit("renaming", subject: "client_id", ignored: ["at"])
            .Audit("seller", ignored: ["created_at", "updated_at"])
            .Audit("collector", ignored: ["created_at", "updated_at"])
            .Audit("saved_search", ignored: ["created_at", "updated_at"])
            .OnlyAppend("renaming")
            .AllowDelete("saved_search", "map_change")
            .Publish("clients_v1", "collected_v1", "search_v1", "collectors_v1");
        module.AddImport();
        module.AddBulkUpdate();
        module.AddExport();
        module.AddPeople();
        module.Features<ClientsModule>();
        module.Job<AddUpSquaresJob>(AddUpSquaresJob.Key, Label.Of<ClientsText>("map.job"));
        module.Timer("clients.map-squares", "*/10 * * * *", AddUpSquaresJob.Key);
        module.Job<PlaceClientsJob>(PlaceClientsJob.Key, Label.Of<ClientsText>("placing.job"), ClientPermissions.View);
        module.Permission(ClientPermissions.View, Label.Of<ClientsText>("permission.view"), canBeOwn: true)
            .Permission(ClientPermissions.Create, Label.Of<ClientsText>("permission.create"))
            .Permission(ClientPermissions.Edit, Label.Of<ClientsText>("permission.edit"))
            .Permission(ClientPermissions.Rename, Label.Of<ClientsText>("permission.rename"))
            .Permission(ClientPermissions.Deactivate, Label.Of<ClientsText>("permission.deactivate"))
            .Permission(ClientPermissions.BulkUpdate, Label.Of<BulkText>("permission"))
            .Permission(ClientPermissions.Import, Label.Of<ClientsText>("permission.import"));
        module.Menu(new MenuEntry("clients.list", Label.Of<ClientsText>("list.title"), "/clients", ClientPermissions.View, 100, "users"));
    }
}
