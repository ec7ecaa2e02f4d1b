using System.Collections.Frozen;

namespace Wisp.Modules.Clients.Domain;

/// <summary>The degrees between which a country lies with its islands, rounded outwards: enough to notice a slip, no border.</summary>
internal sealed record CountryBounds(double South, double North, double West, double East)
{
    private static readonly FrozenDictionary<string, CountryBounds> ByCountry = new Dictionary<string, CountryBounds>
    {
        ["AR"] = new(-56, -21, -74, -53),
        ["BO"] = new(-23, -9, -70, -57),
        ["BR"] = new(-34, 6, -75, -28),
        ["BZ"] = new(15, 19, -90, -87),
        ["CA"] = new(41, 84, -142, -52),
        ["CL"] = new(-57, -17, -110, -66),
        ["CO"] = new(-5, 17, -82, -66),
        ["CR"] = new(5, 12, -88, -82),
        ["CU"] = new(19, 24, -85, -74),
        ["DO"] = new(17, 20, -73, -68),
        ["EC"] = new(-6, 2, -93, -75),
        ["ES"] = new(27, 44, -19, 5),
        ["GT"] = new(13, 18, -93, -88),
        ["GY"] = new(1, 9, -62, -56),
        ["HN"] = new(12, 18, -90, -82),
        ["HT"] = new(17, 21, -75, -71),
        ["JM"] = new(16, 19, -79, -75),
        ["MX"] = new(14, 33, -119, -86),
        ["NI"] = new(10, 16, -88, -81),
        ["PA"] = new(7, 10, -84, -77),
        ["PE"] = new(-19, 1, -82, -68),
        ["PR"] = new(17, 19, -68, -65),
        ["PY"] = new(-28, -19, -63, -54),
        ["SR"] = new(1, 7, -59, -53),
        ["SV"] = new(13, 15, -91, -87),
        ["TT"] = new(9, 12, -62, -60),
        ["US"] = new(18, 72, -180, -66),
        ["UY"] = new(-36, -30, -59, -53),
        ["VE"] = new(0, 16, -74, -59),
    }.ToFrozenDictionary();

    /// <returns>The bounds, or <c>null</c> of a country that is not known here.</returns>
    public static CountryBounds? Of(string country) => ByCountry.GetValueOrDefault(country);

    public bool Hold(double latitude, double longitude) =>
        latitude >= South && latitude <= North && longitude >= West && longitude <= East;
}
