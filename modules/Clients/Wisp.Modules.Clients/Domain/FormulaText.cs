using System.Text.RegularExpressions;

namespace Wisp.Modules.Clients.Domain;

/// <summary>
/// Text that a spreadsheet would run when it opens a CSV file (EXP-06). The export puts an apostrophe before it, and the import
/// takes it off. What begins with apostrophes already gets one more, so that every text comes back as it was.
/// </summary>
internal static partial class FormulaText
{
    /// <summary>The blanks of Unicode, as .NET and PostgreSQL both read them.</summary>
    private const string Blanks = @"\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

    /// <summary>Regular expression of .NET and of PostgreSQL: what is run.</summary>
    public const string Runs = $@"^'*(?:[\t\r]|[{Blanks}]*[=+@＝＋－＠-])";

    /// <summary>Regular expression of PostgreSQL: what reads as a number or a phone, and is left alone.</summary>
    public const string Number = $@"^[+-]?[0-9{Blanks}().,-]+$";

    /// <summary>Without the apostrophe of the export, if it stands there.</summary>
    public static string Plain(string cell) => cell is ['\'', .. var rest] && RunsPattern().IsMatch(rest) ? rest : cell;

    [GeneratedRegex(Runs, RegexOptions.CultureInvariant)]
    private static partial Regex RunsPattern();
}
