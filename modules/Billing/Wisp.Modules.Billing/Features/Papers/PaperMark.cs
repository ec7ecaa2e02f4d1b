using Wisp.Modules.Billing.Features.Countries;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>As what a paper counts: the letter in its box, the authority's code below it, and its legends (SM-I3).</summary>
/// <param name="IsInvoice">Whether it may call itself an invoice.</param>
internal sealed record PaperMark(string Letter, int? Code, bool IsInvoice, IReadOnlyList<string> Legends)
{
    /// <param name="state">The document's state at its authority.</param>
    /// <param name="letter">The letter that it was issued with.</param>
    /// <param name="issuer">The firm's standing.</param>
    /// <param name="receiver">The client's standing.</param>
    /// <param name="country">The firm's, or <c>null</c> when it is not known any more.</param>
    /// <param name="code">Which of the letter's codes this kind of paper has.</param>
    public static PaperMark Of(string state, string letter, string? issuer, string? receiver, BillingCountry? country, Func<CountryDocument, int?> code)
    {
        if (state != "authorized" && letter != BillingCountry.FantasyLetter && country?.Unauthorized is { } none) return new(none.Printed, null, false, [none.Text]);
        var document = country?.Document(letter);
        return new(
            document?.Printed ?? letter, document is not null && state is ("not_applicable" or "authorized") ? code(document) : null, letter != BillingCountry.FantasyLetter,
            country?.Legends(issuer ?? "", receiver ?? "", letter) ?? []);
    }
}
