using System.Text.RegularExpressions;

namespace Wisp.Host.Features.Jobs;

/// <summary>A record as spreadsheets read it (RFC 4180), in which nothing is computed (EXP-06).</summary>
internal static partial class CsvLine
{
    public static string Of(IEnumerable<string?> cells) => string.Join(';', cells.Select(Cell)) + "\r\n";

    private static string Cell(string? value) => $"\"{Safe(value)?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // A cell that a spreadsheet would compute is made text; the import takes the apostrophe off again. Numbers and phones stay.
    private static string? Safe(string? value) =>
        value is not null && IsFormula(value) && !NumberOrPhone().IsMatch(value) ? "'" + value : value;

    private static bool IsFormula(string value) =>
        value is ['\t' or '\r', ..] || value.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];

    [GeneratedRegex(@"^[+-]?[\d\s().,-]+\z")]
    private static partial Regex NumberOrPhone();
}
