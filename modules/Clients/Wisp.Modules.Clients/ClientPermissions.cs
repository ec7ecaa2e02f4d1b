namespace Wisp.Modules.Clients;

internal static class ClientPermissions
{
    public const string View = "clients.view";
    public const string Create = "clients.create";
    public const string Edit = "clients.edit";
    public const string Rename = "clients.rename";
    public const string Deactivate = "clients.deactivate";
    public const string Import = "clients.import";
    public const string Export = "clients.export";
    public const string BulkUpdate = "clients.bulk_update";

    /// <summary>Sellers and collectors.</summary>
    public const string People = "clients.people";

    /// <summary>Declared by the host; opens the history of a client too.</summary>
    public const string Audit = "audit.view";
}
