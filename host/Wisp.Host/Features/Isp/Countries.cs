using System.Globalization;

namespace Wisp.Host.Features.Isp;

/// <summary>Countries whose documents and taxes Wisp knows or will know; currencies and zones that the system knows.</summary>
public static class Countries
{
    private static readonly string[] Codes =
        ["AR", "BO", "BR", "CL", "CO", "CR", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE", "PY", "SV", "US", "UY", "VE"];

    private static readonly HashSet<string> KnownCurrencies =
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(culture => new RegionInfo(culture.Name).ISOCurrencySymbol)];

    /// <summary>Code and name in the reader's language, by name.</summary>
    public static IEnumerable<(string Code, string Name)> All =>
        Codes.Select(code => (code, new RegionInfo(code).DisplayName)).OrderBy(country => country.DisplayName, StringComparer.CurrentCulture);

    /// <summary>Currencies of those countries; any other ISO code may be typed.</summary>
    public static IEnumerable<string> Currencies => Codes.Select(code => new RegionInfo(code).ISOCurrencySymbol).Distinct().Order();

    public static IEnumerable<string> Zones =>
        TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(IsZone).Order(StringComparer.Ordinal);

    public static bool IsCountry(string code) => Codes.Contains(code);

    public static bool IsCurrency(string code) => KnownCurrencies.Contains(code);

    public static bool IsZone(string id) => id.Contains('/') && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId;
}
