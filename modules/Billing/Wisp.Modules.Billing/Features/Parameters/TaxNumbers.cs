using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Parameters;

/// <summary>Tax numbers of a country in the reader's words: what they are called, what is wrong with one.</summary>
[Feature]
internal sealed partial class TaxNumbers(ITaxIdentifiers numbers, IStringLocalizer<ParametersText> text)
{
    /// <summary><c>CUIT</c>, <c>CUIT / CUIL</c>, or a general word where the country is not known.</summary>
    public string Label(string country)
    {
        var types = numbers.TypesOf(country);
        return types is ["TAX"] ? text["tax-number"] : string.Join(" / ", types);
    }

    /// <summary>What the number is, and what is wrong with it so that it cannot be stored; a soft fault can.</summary>
    public (string Key, string? Fault) Read(string country, string typed)
    {
        var check = numbers.Check(country, typed);
        if (check.IsHard) return (check.Key, Say(country, typed, check.Type, check.Fault!.Value));
        if (check.Key.Length is < 2 or > 20) return (check.Key, Say(country, typed, check.Type, TaxIdentifierFault.Length));
        return (check.Key, Stored().IsMatch(check.Key) ? null : Say(country, typed, check.Type, TaxIdentifierFault.Characters));
    }

    /// <summary>A doubt about a number that may be right all the same, or <c>null</c>.</summary>
    public string? Doubt(string country, string typed)
    {
        var check = numbers.Check(country, typed);
        return check is { Fault: { } fault, IsHard: false } ? text["tax-number.doubt", Say(country, typed, check.Type, fault)].Value : null;
    }

    public string Show(string country, string key) => numbers.Show(country, key);

    private string Say(string country, string typed, string type, TaxIdentifierFault fault) =>
        text[$"tax-number.{fault}", typed, type == "TAX" ? text["tax-number"].Value : type, country];

    [GeneratedRegex("^[0-9A-Z&Ñ]+$")]
    private static partial Regex Stored();
}
