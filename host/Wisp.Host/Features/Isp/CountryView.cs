namespace Wisp.Host.Features.Isp;

/// <summary>Where a map of a country starts.</summary>
/// <param name="Latitude">Degrees, north positive.</param>
/// <param name="Longitude">Degrees, east positive.</param>
/// <param name="Zoom">From 0, the world, to 19, a house.</param>
internal sealed record CountryView(double Latitude, double Longitude, int Zoom)
{
    private static readonly CountryView World = new(0, -40, 2);

    private static readonly Dictionary<string, CountryView> Known = new(StringComparer.Ordinal)
    {
        ["AR"] = new(-38.4, -63.6, 4),
        ["BO"] = new(-16.5, -64.7, 5),
        ["BR"] = new(-14.2, -52, 4),
        ["CL"] = new(-36, -71.5, 4),
        ["CO"] = new(4.3, -73.2, 5),
        ["CR"] = new(9.8, -84, 7),
        ["DO"] = new(18.8, -70.4, 7),
        ["EC"] = new(-1.5, -78.6, 6),
        ["ES"] = new(40, -3.7, 5),
        ["GT"] = new(15.6, -90.3, 7),
        ["HN"] = new(14.8, -86.6, 7),
        ["MX"] = new(23.6, -102.5, 5),
        ["NI"] = new(12.9, -85, 7),
        ["PA"] = new(8.5, -80.1, 7),
        ["PE"] = new(-9.5, -75, 5),
        ["PY"] = new(-23.4, -58.3, 6),
        ["SV"] = new(13.8, -88.9, 8),
        ["US"] = new(39, -98, 4),
        ["UY"] = new(-32.8, -56, 6),
        ["VE"] = new(7.2, -66.2, 5),
    };

    public static CountryView Of(string country) => Known.GetValueOrDefault(country, World);
}
