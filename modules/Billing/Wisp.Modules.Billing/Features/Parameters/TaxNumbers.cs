using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Parameters;

/// <summary>Tax numbers of a country in the reader's words: what they are called, what is wrong with one.</summary>
[Feature]
internal sealed class TaxNumbers(ITaxIdentifiers numbers, IStringLocalizer<ParametersText> text)
{
    /// <summary><c>CUIT</c>, <c>CUIT / CUIL</c>, or a general word where the country is not known.</summary>
    public string Label(string country)
    {
        var types = numbers.TypesOf(country);
        return types is ["TAX"] ? text["tax-number"] : string.Join(" / ", types);
    }

    public TaxIdentifierCheck Check(string country, string typed) => numbers.Check(country, typed);

    public string Show(string country, string key) => numbers.Show(country, key);

    /// <summary>What is wrong with it: value and rule.</summary>
    public string Fault(string country, string typed, TaxIdentifierCheck check) =>
        text[$"tax-number.{check.Fault}", typed, check.Type == "TAX" ? text["tax-number"].Value : check.Type, country];
}
