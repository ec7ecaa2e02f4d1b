using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Billing.Features.Countries;

/// <summary>A name in the languages that Wisp speaks.</summary>
internal sealed record LocalName(string Es, string En)
{
    public string Shown => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? En : Es;
}

/// <summary>How a kind of document stands to VAT.</summary>
internal enum DocumentVat
{
    /// <summary>It shows none: net is gross.</summary>
    None,

    /// <summary>It cannot be issued without a rate, and says below its total what it contains.</summary>
    Contained,

    /// <summary>It cannot be issued without a rate, and lists it apart from the net.</summary>
    Required,
}

/// <summary>A kind of invoice, with the codes by which the tax authority knows it and the papers that belong to it.</summary>
internal sealed record CountryDocument(string Letter, LocalName Name, DocumentVat Vat)
{
    /// <summary>The letter that is printed, where it is another one.</summary>
    public string? Printed { get; init; }

    public int? Invoice { get; init; }

    public int? DebitNote { get; init; }

    public int? CreditNote { get; init; }

    public int? Receipt { get; init; }
}

internal sealed record CountryIssuer(string Code, LocalName Name);

/// <summary>Whether a receiver must give a tax number.</summary>
internal enum TaxIdNeed
{
    Optional,
    Required,
}

/// <summary>Which rate is proposed for a receiver: none, the usual one, or that which follows from whether the service is for a dwelling.</summary>
internal enum VatProposal
{
    None,
    Usual,
    Ask,
}

internal sealed record CountryReceiver(string Code, LocalName Name, TaxIdNeed TaxId, VatProposal Vat = VatProposal.None);

/// <summary>A row of the matrix: for these issuers and receivers these letters, the first one preselected, or why there is none.</summary>
internal sealed record LetterRow(IReadOnlyList<string> Issuers, IReadOnlyList<string> Receivers)
{
    public const string Any = "*";

    public IReadOnlyList<string> Letters { get; init; } = [];

    public LocalName? Refused { get; init; }

    public bool Covers(string issuer, string receiver) =>
        (Issuers.Contains(issuer) || Issuers.Contains(Any)) && (Receivers.Contains(receiver) || Receivers.Contains(Any));
}

/// <summary>A sentence that is printed, for all issuers, receivers or letters where none are named.</summary>
internal sealed record Legend(string Text)
{
    public IReadOnlyList<string> Issuers { get; init; } = [];

    public IReadOnlyList<string> Receivers { get; init; } = [];

    public IReadOnlyList<string> Letters { get; init; } = [];

    public bool Covers(string issuer, string receiver, string letter) =>
        (Issuers.Count == 0 || Issuers.Contains(issuer)) && (Receivers.Count == 0 || Receivers.Contains(receiver)) && (Letters.Count == 0 || Letters.Contains(letter));
}

/// <summary>What papers of a legal firm are as long as no authority authorised them.</summary>
/// <param name="Printed">Letter that stands in the place of their own.</param>
/// <param name="Text">Legend that stands in the place of theirs.</param>
internal sealed record UnauthorizedPaper(string Printed, string Text);

/// <summary>A tax as it is offered where one is made.</summary>
/// <param name="Included">Whether prices that include tax include it.</param>
internal sealed record TaxTemplate(LocalName Name, string Kind, decimal Rate, bool Included, string? Code = null);

/// <param name="Usual">Rate in percent.</param>
/// <param name="OutsideDwelling">Rate in percent of a service that is not for a dwelling, where the country has one.</param>
internal sealed record RateProposal(decimal? Usual = null, decimal? OutsideDwelling = null);

/// <summary>A country as its data file says.</summary>
internal sealed partial record CountryData(
    string Country, RateProposal Proposal, IReadOnlyList<CountryDocument> Documents, IReadOnlyList<CountryIssuer> Issuers,
    IReadOnlyList<CountryReceiver> Receivers, IReadOnlyList<LetterRow> Letters, IReadOnlyList<Legend> Legends, IReadOnlyList<TaxTemplate> Taxes)
{
    /// <summary>What papers call the number by which the authority authorised them, where the country has a name for it.</summary>
    public string? Authorization { get; init; }

    /// <summary>Where only authorised papers are invoices: what the others are.</summary>
    public UnauthorizedPaper? Unauthorized { get; init; }

    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <exception cref="JsonException">The data break the shape, or name what they do not hold.</exception>
    public static CountryData Read(Stream json, string country)
    {
        var data = JsonSerializer.Deserialize<CountryData>(json, Shape) ?? throw new JsonException("It is empty.");
        return data.Fault(country) is { } fault ? throw new JsonException(fault) : data;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,20}$")]
    private static partial Regex Code();

    private string? Fault(string country)
    {
        if (Country != country) return $"It is of {Country}, not of {country}.";
        if (Documents.FirstOrDefault(document => document.Letter is not [>= 'A' and <= 'Z']) is { } document) return $"A letter is one capital letter, not '{document.Letter}'.";
        if (Country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z']) return $"A country is two capital letters, not '{Country}'.";
        if (Receivers.Select(receiver => receiver.Code).Concat(Issuers.Select(issuer => issuer.Code)).FirstOrDefault(code => !Code().IsMatch(code)) is { } odd)
            return $"A code is up to 20 letters, digits, points, dashes and underscores, not '{odd}'.";
        if (Unauthorized is { Printed: not [>= 'A' and <= 'Z'] }) return $"A letter is one capital letter, not '{Unauthorized.Printed}'.";
        string?[] unknown =
        [
            .. Letters.SelectMany(row => row.Issuers).Where(code => code != LetterRow.Any && Issuers.All(issuer => issuer.Code != code)),
            .. Letters.SelectMany(row => row.Receivers).Where(code => code != LetterRow.Any && Receivers.All(receiver => receiver.Code != code)),
            .. Letters.SelectMany(row => row.Letters).Where(letter => Documents.All(known => known.Letter != letter)),
        ];
        if (unknown.Length > 0) return $"The matrix names what is not there: {string.Join(", ", unknown)}.";
        var bad = Taxes.FirstOrDefault(tax => tax.Rate is < 0 or > 100 || tax.Kind is not ("vat" or "perception" or "internal" or "other"));
        return bad is null ? null : $"The tax {bad.Name.Es} has a wrong rate or kind.";
    }
}
