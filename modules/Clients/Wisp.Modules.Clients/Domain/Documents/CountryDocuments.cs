using System.Collections.Frozen;

namespace Wisp.Modules.Clients.Domain.Documents;

internal static class CountryDocuments
{
    private static readonly OtherCountryDocuments Other = new();

    private static readonly FrozenDictionary<string, ICountryDocuments> ByCountry = new Dictionary<string, ICountryDocuments>
    {
        ["AR"] = new ArgentineDocuments(),
        ["BR"] = new BrazilianDocuments(),
        ["CL"] = new ChileanDocuments(),
        ["CO"] = new ColombianDocuments(),
        ["DO"] = new DominicanDocuments(),
        ["EC"] = new EcuadorianDocuments(),
        ["MX"] = new MexicanDocuments(),
        ["PE"] = new PeruvianDocuments(),
        ["PY"] = new ParaguayanDocuments(),
        ["UY"] = new UruguayanDocuments(),
        ["VE"] = new VenezuelanDocuments(),
    }.ToFrozenDictionary();

    public static ICountryDocuments Of(string country) => ByCountry.GetValueOrDefault(country, Other);

    /// <summary>The country's type with that code, in any case, or <c>null</c>.</summary>
    public static DocumentType? Find(this ICountryDocuments documents, string? code) =>
        documents.Types.FirstOrDefault(type => string.Equals(type.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>A stored number as the country writes it; one of no known shape as it was typed.</summary>
    public static string Show(string country, string? code, string typed) =>
        Of(country).Find(code)?.Write(DocumentKey.Of(typed)) ?? typed;
}
