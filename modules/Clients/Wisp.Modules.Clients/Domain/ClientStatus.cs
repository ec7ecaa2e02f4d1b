namespace Wisp.Modules.Clients.Domain;

internal enum ClientStatus
{
    Active,
    Deactivated,
}

internal static class ClientStatuses
{
    public static string Code(ClientStatus status) => status == ClientStatus.Active ? "active" : "deactivated";

    public static ClientStatus Parse(string code) => code == "active" ? ClientStatus.Active : ClientStatus.Deactivated;
}
