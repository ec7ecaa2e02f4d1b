using Microsoft.Extensions.DependencyInjection;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Features.Accounting;
using Wisp.Modules.Network.Features.DailyChanges;
using Wisp.Modules.Network.Features.ImportContracts;
using Wisp.Modules.Network.Features.LineState;
using Wisp.Modules.Network.Features.Outages;
using Wisp.Sdk;

namespace Wisp.Modules.Network;

public sealed class NetworkModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Title(Label.Of<NetworkText>("module"));
        module.Database<NetworkDb>("network")
            .Audit("plan").Audit("node").Audit("server", masked: ["secret"])
            .Audit("contract", subject: "client_id", masked: ["pppoe_password"], ignored: ["ended", "state_changed_at", "created_at"])
            .Audit("outage").Audit("secret_view", subject: "client_id", ignored: ["client_id", "at"])
            .Audit("radius_policy", ignored: ["single"])
            .OnlyAppend("state_change", "secret_view")
            .Login("radius", "radius_authorize", "radius_client", "reveal", "account", "account_restart")
            .Publish("plans_v1", "nodes_v1", "servers_v1", "contracts_v1", "state_changes_v1", "outages_v1");
        module.Features<NetworkModule>();
        module.Permission(NetworkPermissions.View, Label.Of<NetworkText>("permission.view"), canBeOwn: true)
            .Permission(NetworkPermissions.Edit, Label.Of<NetworkText>("permission.edit"))
            .Permission(NetworkPermissions.ChangeState, Label.Of<NetworkText>("permission.state"))
            .Permission(NetworkPermissions.Outages, Label.Of<NetworkText>("permission.outages"))
            .Permission(NetworkPermissions.ShowSecrets, Label.Of<NetworkText>("permission.secrets"))
            .Permission(NetworkPermissions.Settings, Label.Of<NetworkText>("permission.settings"));
        module.Menu(new MenuEntry("network.contracts", Label.Of<NetworkText>("contracts.title"), "/contracts", NetworkPermissions.View, 200, "file-text"))
            .Menu(new MenuEntry("network.online", Label.Of<NetworkText>("online.title"), "/network/online", NetworkPermissions.View, 210, "activity"))
            .Menu(new MenuEntry("network.outages", Label.Of<NetworkText>("outages.title"), "/network/outages", NetworkPermissions.View, 220, "alert-triangle"))
            .Menu(new MenuEntry("network.plans", Label.Of<NetworkText>("plans.title"), "/network/plans", NetworkPermissions.Settings, 410, "tag", "settings"))
            .Menu(new MenuEntry("network.nodes", Label.Of<NetworkText>("nodes.title"), "/network/nodes", NetworkPermissions.Settings, 420, "network", "settings"))
            .Menu(new MenuEntry("network.servers", Label.Of<NetworkText>("servers.title"), "/network/servers", NetworkPermissions.Settings, 430, "router", "settings"))
            .Menu(new MenuEntry("network.radius", Label.Of<NetworkText>("radius.title"), "/network/radius", NetworkPermissions.Settings, 440, "shield-lock", "settings"));
        module.AddImport();
        module.Job<DailyChangesJob>(DailyChangesJob.Key, Label.Of<NetworkText>("job.daily"));
        module.Timer("network.daily", "5 0 * * *", DailyChangesJob.Key);
        module.Job<DetectOutagesJob>(DetectOutagesJob.Key, Label.Of<NetworkText>("outage.job"));
        module.Timer("network.outages", "* * * * *", DetectOutagesJob.Key);
        module.Job<AccountingJob>(AccountingJob.Key, Label.Of<NetworkText>("job.accounting"));
        module.Timer("network.accounting", "*/5 * * * *", AccountingJob.Key);
        if (module.Process == ModuleProcess.Worker) module.Services.AddHostedService<LineWorker>();
    }
}
