using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.Import.Reading;

internal static class CellText
{
    /// <summary>Trims, and takes off the apostrophe that the export puts before what a spreadsheet would run.</summary>
    public static string Clean(string cell) => FormulaText.Plain(cell).Trim();
}
