using System.Globalization;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Clients.Domain;

/// <summary>Reads a point as people write it: <c>-38,5489</c> and <c>-38.5489</c> are both a latitude, a pasted pair fills both boxes.</summary>
internal static partial class GeoText
{
    /// <summary>A centimetre.</summary>
    private const int Decimals = 7;

    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), 4326);

    public static bool TryRead(string? latitude, string? longitude, out Point? point)
    {
        point = null;
        var first = latitude?.Trim() ?? "";
        var second = longitude?.Trim() ?? "";
        if (first.Length == 0 && second.Length == 0) return true;
        if (TryPair(first, out var pair) || (first.Length == 0 && TryPair(second, out pair))) (first, second) = pair;

        if (!TryDegrees(first, 90, out var y) || !TryDegrees(second, 180, out var x)) return false;
        point = Wgs84.CreatePoint(new Coordinate(Math.Round(x, Decimals), Math.Round(y, Decimals)));
        return true;
    }

    /// <summary>Degrees as a box of the form shows them, in the reader's format.</summary>
    public static string? Show(double? degrees) => degrees?.ToString("0.#######", CultureInfo.CurrentCulture);

    /// <summary>Latitude and longitude as one pair that can be copied into any map, and back into the form.</summary>
    public static string Show(Point point) => string.Create(CultureInfo.InvariantCulture, $"{point.Y}, {point.X}");

    private static bool TryPair(string text, out (string, string) pair)
    {
        var match = Pair().Match(text);
        pair = (match.Groups["first"].Value, match.Groups["second"].Value);
        return match.Success;
    }

    private static bool TryDegrees(string text, double limit, out double degrees)
    {
        degrees = 0;
        return Degrees().IsMatch(text)
            && double.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees)
            && Math.Abs(degrees) <= limit;
    }

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}(?:[.,][0-9]{1,15})?$")]
    private static partial Regex Degrees();

    // A comma alone separates only numbers written with points.
    [GeneratedRegex(@"^(?<first>[+-]?[0-9]+(?:[.,][0-9]+)?)(?:\s*;\s*|\s*,\s+|\s+|(?<=\.[0-9]+),(?=[+-]?[0-9]+\.))(?<second>[+-]?[0-9]+(?:[.,][0-9]+)?)$")]
    private static partial Regex Pair();
}
