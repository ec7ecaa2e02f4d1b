namespace Wisp.Modules.Clients;

/// <summary>Names the texts of the export.</summary>
internal sealed class ExportText;
