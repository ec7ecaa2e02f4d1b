namespace Wisp.Modules.Billing.Features.Countries;

/// <summary>What a country allows: its own data, and the fantasy that all have.</summary>
internal sealed class BillingCountry(CountryData data)
{
    /// <summary>Standing of firms without legal validity, and of whom they bill.</summary>
    public const string Fantasy = "fantasy";

    public const string FantasyLetter = "X";

    private static readonly CountryDocument FantasyDocument = new(FantasyLetter, new("Fantasía (X)", "Fantasy (X)"), DocumentVat.None);
    private static readonly CountryReceiver FantasyReceiver = new(Fantasy, new("Fantasía", "Fantasy"), TaxIdNeed.Optional);
    private static readonly CountryIssuer FantasyIssuer = new(Fantasy, FantasyReceiver.Name);
    private static readonly Legend FantasyLegend = new("Documento no válido como factura") { Letters = [FantasyLetter] };

    private readonly IReadOnlyList<Legend> _legends = [.. data.Legends, FantasyLegend];

    public string Code => data.Country;

    /// <summary>What papers call an authorisation, or <c>null</c>.</summary>
    public string? Authorization => data.Authorization;

    /// <summary>What papers of legal firms are as long as no authority authorised them; <c>null</c> where they are invoices all the same.</summary>
    public UnauthorizedPaper? Unauthorized => data.Unauthorized;

    public RateProposal Proposal => data.Proposal;

    public IReadOnlyList<TaxTemplate> Taxes => data.Taxes;

    /// <summary>Standings of legal firms.</summary>
    public IReadOnlyList<CountryIssuer> Issuers => data.Issuers;

    public IReadOnlyList<CountryReceiver> Receivers { get; } = [.. data.Receivers, FantasyReceiver];

    public IReadOnlyList<CountryDocument> Documents { get; } = [.. data.Documents, FantasyDocument];

    public CountryIssuer? Issuer(string? code) => code == Fantasy ? FantasyIssuer : data.Issuers.FirstOrDefault(issuer => issuer.Code == code);

    public CountryReceiver? Receiver(string? code) => Receivers.FirstOrDefault(receiver => receiver.Code == code);

    public CountryDocument? Document(string? letter) => Documents.FirstOrDefault(document => document.Letter == letter);

    /// <summary>The receivers that a firm of a standing may bill: a fantasy firm the fantasy one alone, a legal firm never that (FBIL-11).</summary>
    public IReadOnlyList<CountryReceiver> ReceiversOf(string issuer) => issuer == Fantasy ? [FantasyReceiver] : data.Receivers;

    /// <summary>What the matrix says: letters, or why there are none.</summary>
    public (IReadOnlyList<CountryDocument> Documents, LocalName? Refused) Letters(string issuer, string receiver)
    {
        if (issuer == Fantasy || receiver == Fantasy) return (issuer == receiver ? [FantasyDocument] : [], null);
        var row = data.Letters.FirstOrDefault(row => row.Covers(issuer, receiver));
        return ([.. (row?.Letters ?? []).Select(Document).OfType<CountryDocument>()], row?.Refused);
    }

    /// <summary>What is printed on a document.</summary>
    public IReadOnlyList<string> Legends(string issuer, string receiver, string letter) =>
        [.. _legends.Where(legend => legend.Covers(issuer, receiver, letter)).Select(legend => legend.Text)];

    /// <summary>The rate in percent that is proposed; nothing where the country does not say, or while it is not known whether the service is for a dwelling.</summary>
    public decimal? Rate(CountryReceiver receiver, bool? dwelling) => receiver.Vat switch
    {
        VatProposal.Usual => Proposal.Usual,
        VatProposal.Ask when dwelling is { } isDwelling => isDwelling ? Proposal.Usual : Proposal.OutsideDwelling ?? Proposal.Usual,
        _ => null,
    };
}
