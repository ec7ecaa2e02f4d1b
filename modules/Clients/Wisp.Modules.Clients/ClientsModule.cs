using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.Import;
using Wisp.Sdk;

namespace Wisp.Modules.Clients;

public sealed class ClientsModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Database<ClientsDb>("clients")
            .Audit("client", subject: "id", ignored: [
                "haystack", "document_key", "email_key", "phone_key", "phone_mobile_key", "created_at", "updated_at"])
            .Audit("seller", ignored: ["created_at", "updated_at"])
            .Audit("collector", ignored: ["created_at", "updated_at"])
            .Publish("clients_v1");
        module.AddImport();
    }
}
