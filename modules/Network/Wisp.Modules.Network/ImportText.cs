namespace Wisp.Modules.Network;

/// <summary>Names the texts of the import.</summary>
internal sealed class ImportText;
