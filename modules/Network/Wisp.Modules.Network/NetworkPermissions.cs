namespace Wisp.Modules.Network;

internal static class NetworkPermissions
{
    public const string View = "contracts.view";
    public const string Edit = "contracts.edit";
    public const string ChangeState = "contracts.change_state";

    /// <summary>Plans, nodes and servers.</summary>
    public const string Settings = "settings.network";
}
