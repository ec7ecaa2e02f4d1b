namespace Wisp.Modules.Clients;

/// <summary>Names the texts of mass updates.</summary>
internal sealed class BulkText;
