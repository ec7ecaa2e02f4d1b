using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Sdk;

internal enum GeoAxis
{
    Latitude,
    Longitude,
}

/// <summary>
/// One latitude or longitude: degrees, or degrees and minutes, or degrees, minutes and seconds, the last with decimals, with a
/// sign or a letter before or after (O is the Spanish west).
/// </summary>
/// <param name="Degrees">South and west are negative.</param>
/// <param name="Axis">What the letter says, or <c>null</c> without one.</param>
/// <param name="IsMarked">Whether a letter or a degree sign sets it apart from what stands beside it.</param>
internal readonly partial record struct GeoAngle(double Degrees, GeoAxis? Axis, bool IsMarked)
{
    private const string Fraction = "(?:[.,][0-9]{1,15})?";

    public static GeoAngle? Read(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        var (before, after, sign) = (match.Groups["before"].Value, match.Groups["after"].Value, match.Groups["sign"].Value);
        var letter = (before + after).ToUpperInvariant();
        if (letter.Length + sign.Length > 1) return null;

        var (degrees, minutes, seconds) = (match.Groups["degrees"].Value, match.Groups["minutes"].Value, match.Groups["seconds"].Value);
        if ((minutes.Length > 0 && HasFraction(degrees)) || (seconds.Length > 0 && HasFraction(minutes))) return null;
        if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;

        var value = Number(degrees) + (Number(minutes) / 60) + (Number(seconds) / 3600);
        var isNegative = sign == "-" || letter is "S" or "W" or "O";
        GeoAxis? axis = letter switch
        {
            "" => null,
            "N" or "S" => GeoAxis.Latitude,
            _ => GeoAxis.Longitude,
        };
        return new GeoAngle(isNegative ? -value : value, axis, letter.Length > 0 || match.Groups["mark"].Success);
    }

    private static bool HasFraction(string number) => number.AsSpan().ContainsAny('.', ',');

    private static double Number(string text) =>
        text.Length == 0 ? 0 : double.Parse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<before>[NSEWO])?\s*(?<sign>[+-])?(?<degrees>[0-9]{1,3}" + Fraction + @")\s*(?<mark>[°º˚])?"
        + @"(?:(?<=[\s°º˚])\s*(?<minutes>[0-9]{1,2}" + Fraction + @")\s*['′’´]?"
        + @"(?:(?<=[\s'′’´])\s*(?<seconds>[0-9]{1,2}" + Fraction + @")\s*(?:[""″”]|''|′′|’’|´´)?)?)?"
        + @"\s*(?<after>[NSEWO])?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
