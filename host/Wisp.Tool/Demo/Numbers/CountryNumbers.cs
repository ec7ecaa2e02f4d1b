using System.Collections.Frozen;

namespace Wisp.Tool.Demo.Numbers;

internal static class CountryNumbers
{
    private static readonly FrozenDictionary<string, ICountryNumbers> ByCountry = new Dictionary<string, ICountryNumbers>
    {
        ["AR"] = new ArgentineNumbers(),
        ["UY"] = new UruguayanNumbers(),
    }.ToFrozenDictionary();

    public static ICountryNumbers Of(string country) => ByCountry.GetValueOrDefault(country, PlainNumbers.Instance);
}
