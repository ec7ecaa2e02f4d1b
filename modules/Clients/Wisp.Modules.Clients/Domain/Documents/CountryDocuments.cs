using System.Collections.Frozen;

namespace Wisp.Modules.Clients.Domain.Documents;

internal static class CountryDocuments
{
    private static readonly OtherCountryDocuments Other = new();

    private static readonly FrozenDictionary<string, ICountryDocuments> ByCountry = new Dictionary<string, ICountryDocuments>
    {
        ["AR"] = new ArgentineDocuments(),
    }.ToFrozenDictionary();

    public static ICountryDocuments Of(string country) => ByCountry.GetValueOrDefault(country, Other);
}
