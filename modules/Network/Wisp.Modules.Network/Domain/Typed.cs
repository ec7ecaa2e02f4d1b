using System.Globalization;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Network.Domain;

/// <summary>Reads what people type: text without stray blanks, whole numbers, money, days and degrees in either notation.</summary>
internal static partial class Typed
{
    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), 4326);

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

    /// <returns>False when it is no point; true without a point when both boxes are blank.</returns>
    public static bool TryPoint(string? latitude, string? longitude, out Point? point)
    {
        point = null;
        if (string.IsNullOrWhiteSpace(latitude) && string.IsNullOrWhiteSpace(longitude)) return true;
        if (Degrees(latitude, 90) is not { } y || Degrees(longitude, 180) is not { } x) return false;
        point = Wgs84.CreatePoint(new Coordinate(x, y));
        return true;
    }

    private static double? Degrees(string? typed, int most) =>
        DecimalDegrees().IsMatch(typed?.Trim() ?? "")
        && double.Parse(typed!.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) is var degrees
        && Math.Abs(degrees) <= most ? Math.Round(degrees, 7) : null;

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

    [GeneratedRegex("^[+-]?[0-9]{1,3}(?:[.,][0-9]{1,15})?$")]
    private static partial Regex DecimalDegrees();
}
