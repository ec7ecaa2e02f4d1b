namespace Wisp.Modules.Clients.Features.Import.Reading;

internal static class CellText
{
    /// <summary>Trims, and takes off the apostrophe that the export puts before what a spreadsheet would run.</summary>
    public static string Clean(string cell)
    {
        if (cell.Length > 1 && cell[0] == '\'' && StartsFormula(cell.AsSpan(1))) cell = cell[1..];
        return cell.Trim();
    }

    private static bool StartsFormula(ReadOnlySpan<char> cell) =>
        cell[0] is '\t' or '\r' || (cell.TrimStart() is { IsEmpty: false } text && text[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠');
}
