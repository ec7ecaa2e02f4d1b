using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Network.Domain;

/// <summary>Reads what people type: text without stray blanks, whole numbers, money and days.</summary>
internal static partial class Typed
{
    /// <summary>One line: NFC, each run of blanks and control characters as one blank, none at the ends; blank is nothing.</summary>
    public static string? Line(string? typed) => Whole(Blanks().Replace(Unicode(typed), " ").Trim());

    /// <summary>Several lines.</summary>
    public static string? Text(string? typed) =>
        Whole(Controls().Replace(Unicode(typed).ReplaceLineEndings("\n"), " ").Trim());

    public static int? Number(string? typed, int least, int most) =>
        int.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most ? number : null;

    /// <summary><c>15000</c>, <c>15000,50</c>, <c>15.000,50</c> or <c>15,000.50</c>; <c>15.000</c> could be either and is refused.</summary>
    public static decimal? Money(string? typed)
    {
        var match = Amount().Match((typed ?? "").Trim());
        if (!match.Success) return null;
        var whole = match.Groups["whole"].Value.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return whole.Length > 16 ? null : decimal.Parse($"{whole}.{match.Groups["cents"].Value}0", CultureInfo.InvariantCulture);
    }

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
