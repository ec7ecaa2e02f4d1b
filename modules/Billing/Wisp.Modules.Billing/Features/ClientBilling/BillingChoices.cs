using Wisp.Modules.Billing.Features.Countries;

namespace Wisp.Modules.Billing.Features.ClientBilling;

internal sealed record FirmChoice(Guid Id, string Name, string Country, string Condition, string? Taxpayer, bool Archived);

internal sealed record TaxChoice(Guid Id, string Name, string Kind, decimal Rate, bool Archived)
{
    public bool IsVat => Kind == "vat";
}

internal sealed record MethodChoice(Guid Id, string Name, bool Archived);

/// <summary>What a client's billing can be made of, archived things too.</summary>
internal sealed record BillingChoices(IReadOnlyList<FirmChoice> Firms, IReadOnlyList<TaxChoice> Taxes, IReadOnlyList<MethodChoice> Methods)
{
    public FirmChoice? Firm(Guid? id) => Firms.FirstOrDefault(firm => firm.Id == id);

    public TaxChoice? Tax(Guid id) => Taxes.FirstOrDefault(tax => tax.Id == id);

    public MethodChoice? Method(Guid? id) => Methods.FirstOrDefault(method => method.Id == id);

    /// <summary>The countries of the ISP's firms.</summary>
    public IEnumerable<BillingCountry> Countries(BillingCountries all) => Firms.Select(firm => firm.Country).Distinct().Select(all.Find).OfType<BillingCountry>();
}
