using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Sdk;

/// <summary>Reads what people type: text without stray blanks, whole numbers, money and days.</summary>
public static partial class Typed
{
    /// <summary>One line: NFC, each run of blanks and control characters as one blank, none at the ends; blank is nothing.</summary>
    /// <param name="typed">What was typed.</param>
    /// <returns>The line, or <c>null</c> for nothing.</returns>
    public static string? Line(string? typed) => Whole(Blanks().Replace(Unicode(typed), " ").Trim());

    /// <summary>Several lines, cleaned the same way but for their ends.</summary>
    /// <param name="typed">What was typed.</param>
    /// <returns>The text with <c>\n</c> between lines, or <c>null</c> for nothing.</returns>
    public static string? Text(string? typed) =>
        Whole(Controls().Replace(Unicode(typed).ReplaceLineEndings("\n"), " ").Trim());

    /// <summary>A whole number within bounds, both included.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="least">The least that is taken.</param>
    /// <param name="most">The greatest that is taken.</param>
    /// <returns>The number, or <c>null</c> when it is none or out of bounds.</returns>
    public static int? Number(string? typed, int least, int most) =>
        int.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most ? number : null;

    /// <summary><c>15000</c>, <c>15000,50</c>, <c>15.000,50</c> or <c>15,000.50</c>; <c>15.000</c> could be either and is refused.</summary>
    /// <param name="typed">What was typed.</param>
    /// <returns>An amount from 0 with at most two decimals and sixteen digits before them, or <c>null</c>.</returns>
    public static decimal? Money(string? typed)
    {
        var match = Amount().Match((typed ?? "").Trim());
        if (!match.Success) return null;
        var whole = match.Groups["whole"].Value.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return whole.Length > 16 ? null : decimal.Parse($"{whole}.{match.Groups["cents"].Value}0", CultureInfo.InvariantCulture);
    }

    /// <summary>A day from 1900 to 2200, as <c>yyyy-MM-dd</c> or <c>d/M/yyyy</c>.</summary>
    /// <param name="typed">What was typed.</param>
    /// <returns>The day, or <c>null</c>.</returns>
    public static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), ["yyyy-MM-dd", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 1900 and <= 2200 ? day : null;

    // Half a surrogate pair is no text that a database takes.
    private static string Unicode(string? typed) => new string([.. (typed ?? "").Where((c, i) => !char.IsSurrogate(c) || IsPaired(typed!, i))]).Normalize();

    private static bool IsPaired(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        : i > 0 && char.IsHighSurrogate(text[i - 1]);

    private static string? Whole(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\p{Cc}-[\n]]+")]
    private static partial Regex Controls();

    [GeneratedRegex(@"^(?<whole>[0-9]+)(?:[.,](?<cents>[0-9]{1,2}))?$|^(?<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?<cents>[0-9]{1,2})$|^(?<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?<cents>[0-9]{1,2})$")]
    private static partial Regex Amount();
}
