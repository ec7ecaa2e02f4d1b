namespace Wisp.Modules.Clients;

/// <summary>Names the texts of the import.</summary>
internal sealed class ImportText;
