namespace Wisp.Modules.Network;

internal static class NetworkPermissions
{
    public const string View = "contracts.view";
    public const string Edit = "contracts.edit";
    public const string ChangeState = "contracts.change_state";

    /// <summary>To say that a node is down and up again.</summary>
    public const string Outages = "contracts.outages";

    /// <summary>To have PPPoE passwords and secrets of servers shown; each time is audited.</summary>
    public const string ShowSecrets = "contracts.show_secrets";

    /// <summary>Plans, nodes and servers.</summary>
    public const string Settings = "settings.network";
}
