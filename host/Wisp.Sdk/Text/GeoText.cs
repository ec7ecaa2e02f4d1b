using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;

namespace Wisp.Sdk;

/// <summary>
/// Reads a point as people write it, in two boxes or as one pair in either: <c>-38,5489</c> and <c>-38.5489</c>,
/// <c>S38 32,936 W58 45,028</c>, <c>40° 23′ 26.12″ N</c>.
/// </summary>
public static partial class GeoText
{
    /// <summary>A centimetre.</summary>
    private const int Decimals = 7;

    private const int LongestPair = 100;

    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), 4326);

    /// <summary>Reads a point, rounded to a centimetre.</summary>
    /// <param name="latitude">The first box: degrees from -90 to 90, or a pair.</param>
    /// <param name="longitude">The second box: degrees from -180 to 180, or a pair.</param>
    /// <param name="point">The point in WGS 84 (SRID 4326), X being the longitude.</param>
    /// <returns>False when it is no point; true without a point when both boxes are blank.</returns>
    public static bool TryRead(string? latitude, string? longitude, out Point? point)
    {
        point = null;
        var first = KeyboardText.Separators(latitude ?? "").Trim();
        var second = KeyboardText.Separators(longitude ?? "").Trim();
        if (first.Length + second.Length == 0) return true;

        // Two boxes first: degrees and minutes in one of them look like a pair.
        if (TryPoint(first, second, out point)) return true;
        return TryPair(first.Length > 0 ? first : second, out var pair) && TryPoint(pair.First, pair.Second, out point);
    }

    /// <summary>Degrees as a box of the form shows them, in the reader's format.</summary>
    /// <param name="degrees">Degrees, or <c>null</c>.</param>
    /// <returns>At most seven decimals, or <c>null</c>.</returns>
    public static string? Show(double? degrees) => degrees?.ToString("0.#######", CultureInfo.CurrentCulture);

    /// <summary>Latitude and longitude as one pair that can be copied into any map, and back into the form.</summary>
    /// <param name="point">The point.</param>
    /// <returns>Such as <c>-38.5489, -58.7505</c>.</returns>
    public static string Show(Point point) => string.Create(CultureInfo.InvariantCulture, $"{point.Y}, {point.X}");

    /// <summary>The point whose latitude is this one's longitude.</summary>
    /// <param name="point">The point; its longitude is at most 90 degrees.</param>
    /// <returns>The point with both changed over.</returns>
    public static Point Swapped(Point point) => At(point.X, point.Y);

    private static bool TryPoint(string first, string second, [NotNullWhen(true)] out Point? point)
    {
        point = null;
        if (GeoAngle.Read(first) is not { } one || GeoAngle.Read(second) is not { } other) return false;

        // Letters say which is which; without them the latitude stands first.
        if (one.Axis == GeoAxis.Longitude && other.Axis == GeoAxis.Latitude) (one, other) = (other, one);
        if (one.Axis == GeoAxis.Longitude || other.Axis == GeoAxis.Latitude) return false;
        if (Math.Abs(one.Degrees) > 90 || Math.Abs(other.Degrees) > 180) return false;
        point = At(one.Degrees, other.Degrees);
        return true;
    }

    private static Point At(double latitude, double longitude) =>
        Wgs84.CreatePoint(new Coordinate(Math.Round(longitude, Decimals), Math.Round(latitude, Decimals)));

    private static bool TryPair(string text, out (string First, string Second) pair)
    {
        pair = default;
        if (text.Length > LongestPair) return false;
        if (DecimalPair().Match(text) is { Success: true } match) pair = (match.Groups["first"].Value, match.Groups["second"].Value);
        for (var i = 1; i < text.Length && pair.First is null; i++)
        {
            var (first, second) = (text[..i].TrimEnd(' ', ',', ';'), text[i..].TrimStart(' ', ',', ';'));
            if (!IsInsideNumber(text, i) && GeoAngle.Read(first) is { IsMarked: true } && GeoAngle.Read(second) is { IsMarked: true })
                pair = (first, second);
        }

        return pair.First is not null;
    }

    private static bool IsInsideNumber(string text, int i) =>
        char.IsAsciiDigit(text[i - 1]) && (char.IsAsciiDigit(text[i]) || (text[i] is ',' or '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])));

    // A comma alone separates only numbers written with points.
    [GeneratedRegex(@"^(?<first>[+-]?[0-9]+(?:[.,][0-9]+)?)(?:\s*;\s*|\s*,\s+|\s+|(?<=\.[0-9]+),(?=[+-]?[0-9]+\.))(?<second>[+-]?[0-9]+(?:[.,][0-9]+)?)$")]
    private static partial Regex DecimalPair();
}
