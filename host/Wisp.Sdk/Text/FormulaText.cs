using System.Text.RegularExpressions;

namespace Wisp.Sdk;

/// <summary>
/// Text that a spreadsheet would run when it opens a CSV file. Who writes such a file puts an apostrophe before it, and
/// <see cref="TableColumns{TField}.Cell"/> takes it off. What begins with apostrophes already gets one more, so that every text comes back as it was.
/// </summary>
public static partial class FormulaText
{
    /// <summary>The blanks of Unicode, as .NET and PostgreSQL both read them.</summary>
    private const string Blanks = @"\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

    /// <summary>Regular expression of .NET and of PostgreSQL: what is run.</summary>
    public const string Runs = $@"^'*(?:[\t\r]|[{Blanks}]*[=+@＝＋－＠-])";

    /// <summary>Regular expression of PostgreSQL: what reads as a number or a phone, and is left alone.</summary>
    public const string Number = $@"^[+-]?[0-9{Blanks}().,-]+$";

    /// <summary>Takes the apostrophe off, if it stands there for that reason.</summary>
    /// <param name="cell">A cell of a file.</param>
    /// <returns>The text as it was before it was written.</returns>
    public static string Plain(string cell) => cell is ['\'', .. var rest] && RunsPattern().IsMatch(rest) ? rest : cell;

    [GeneratedRegex(Runs, RegexOptions.CultureInvariant)]
    private static partial Regex RunsPattern();
}
