using Wisp.Modules.Billing.Features.Countries;

namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>
/// What the countries' data say of letters and standings, as conditions. Their codes are checked where the data are read: letters are one capital
/// letter, countries two, codes of standings hold no quote.
/// </summary>
internal static class LetterSql
{
    /// <summary>Whether an invoice of a letter shows VAT, and so needs a rate.</summary>
    public static string HasVat(BillingCountries countries, string country, string letter) =>
        $"not {Among($"{country} || ' ' || {letter}", countries.All.SelectMany(one => one.Documents.Where(document => document.Vat == DocumentVat.None).Select(document => $"{one.Code} {document.Letter}")))}";

    /// <summary>Whether a receiver of a standing must give a tax number.</summary>
    public static string NeedsTaxId(BillingCountries countries, string country, string condition) =>
        Among($"{country} || ' ' || {condition}", countries.All.SelectMany(one => one.Receivers.Where(receiver => receiver.TaxId == TaxIdNeed.Required).Select(receiver => $"{one.Code} {receiver.Code}")));

    private static string Among(string value, IEnumerable<string> known) => $"({value} in ({string.Join(", ", known.Select(one => $"'{one}'"))}))";
}
