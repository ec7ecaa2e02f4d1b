using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Billing.Features.Statements.Reading;

/// <summary>How a file writes days: with the day first, or with the month first; a year first is plain.</summary>
internal sealed partial record DateFormat(bool IsMonthFirst)
{
    public const string FromFile = "file";

    public const string DayFirst = "day";

    public const string MonthFirst = "month";

    public static readonly IReadOnlyList<string> Names = [FromFile, DayFirst, MonthFirst];

    public static DateFormat? Named(string name) => name switch { DayFirst => new(false), MonthFirst => new(true), _ => null };

    public DateOnly? Read(string cell)
    {
        var match = Shape().Match(cell);
        if (!match.Success) return null;
        var (year, first, second) = (Part(match, "year"), Part(match, "first"), Part(match, "second"));
        if (match.Groups["year"].Length == 2) year += 2000;
        var (month, day) = match.Groups["iso"].Success || IsMonthFirst ? (first, second) : (second, first);
        return year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    /// <summary>What one cell tells of its column: <c>true</c> when the month comes first, <c>false</c> when the day does.</summary>
    public static bool? Tell(string cell) => Shape().Match(cell) is not { Success: true } match || match.Groups["iso"].Success ? null
        : Part(match, "first") > 12 ? false
        : Part(match, "second") > 12 ? true
        : null;

    private static int Part(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    // A time may follow.
    [GeneratedRegex(@"^\s*(?:(?<iso>(?<year>[0-9]{4})[-/.](?<first>[0-9]{1,2})[-/.](?<second>[0-9]{1,2}))|(?<first>[0-9]{1,2})[-/.](?<second>[0-9]{1,2})[-/.](?<year>[0-9]{4}|[0-9]{2}))(?:[T\s].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
