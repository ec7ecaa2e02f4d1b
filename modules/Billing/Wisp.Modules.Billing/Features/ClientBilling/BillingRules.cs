using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Modules.Billing.Features.Periods;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>A rule that a client's billing breaks: the field, and the sentence in the reader's language.</summary>
internal sealed record BillingFault(string Field, string Sentence);

/// <summary>What must be right before a client is billed; form and mass update ask the same.</summary>
[Feature]
internal sealed class BillingRules(BillingCountries countries, TaxNumbers numbers, IStringLocalizer<ParametersText> text)
{
    /// <param name="wanted">What is to be stored; while it is off nothing is asked of it.</param>
    /// <param name="stored">What is stored, whose archived choices may stay; or <c>null</c>.</param>
    /// <param name="choices">Firms, taxes and methods.</param>
    public IReadOnlyList<BillingFault> Check(ClientBilling wanted, ClientBilling? stored, BillingChoices choices)
    {
        if (!wanted.Enabled) return [];
        List<BillingFault> faults = [.. CheckChoices(wanted, stored, choices)];
        if (wanted.CycleDay is not (>= 1 and <= PeriodFields.LastCycleDay)) faults.Add(new(BillingField.CycleDay, text["client.cycle.invalid", PeriodFields.LastCycleDay]));
        if (choices.Firm(wanted.FirmId) is { } firm && countries.Find(firm.Country) is { } country) faults.AddRange(CheckStanding(wanted, firm, country, choices));
        return faults;
    }

    private IEnumerable<BillingFault> CheckChoices(ClientBilling wanted, ClientBilling? stored, BillingChoices choices)
    {
        var firm = choices.Firm(wanted.FirmId);
        if (choices.Firms.All(one => one.Archived) && firm is null) yield return new(BillingField.Firm, text["client.firm.none"]);
        else if (wanted.FirmId is null) yield return new(BillingField.Firm, text["client.firm.missing"]);
        else if (firm is null || (firm.Archived && stored?.FirmId != firm.Id)) yield return new(BillingField.Firm, text["client.firm.gone"]);
        else if (countries.Find(firm.Country) is null) yield return new(BillingField.Firm, text["client.firm.country", firm.Country]);
        if (wanted.Taxes.Any(id => choices.Tax(id) is not { } tax || (tax.Archived && stored?.Taxes.Contains(id) != true)))
            yield return new(BillingField.Taxes, text["client.taxes.gone"]);
        if (wanted.MethodId is { } method && (choices.Method(method) is not { } known || (known.Archived && stored?.MethodId != method)))
            yield return new(BillingField.Method, text["client.method.gone"]);
    }

    private IEnumerable<BillingFault> CheckStanding(ClientBilling wanted, FirmChoice firm, BillingCountry country, BillingChoices choices)
    {
        var receiver = country.ReceiversOf(firm.Condition).FirstOrDefault(one => one.Code == wanted.Condition);
        var standing = country.Issuer(firm.Condition)?.Name.Shown ?? firm.Condition;
        if (receiver is null)
        {
            var other = country.Receiver(wanted.Condition)?.Name.Shown ?? wanted.Condition;
            yield return new(BillingField.Condition, (wanted.Condition, firm.Condition) switch
            {
                (null, _) => text["client.condition.missing"],
                (_, BillingCountry.Fantasy) => text["client.condition.fantasy-firm", other!],
                (BillingCountry.Fantasy, _) => text["client.condition.legal-firm", standing],
                _ => text["client.condition.invalid", other!, standing],
            });
            yield break;
        }

        var (documents, refused) = country.Letters(firm.Condition, receiver.Code);
        var document = documents.FirstOrDefault(one => one.Letter == wanted.Kind);
        if (documents.Count == 0)
            yield return new(BillingField.Condition, refused?.Shown ?? text["client.kind.none", standing, receiver.Name.Shown]);
        else if (wanted.Kind is null)
            yield return new(BillingField.Kind, text["client.kind.missing"]);
        else if (document is null)
            yield return new(BillingField.Kind, text["client.kind.invalid", wanted.Kind, receiver.Name.Shown, standing, string.Join(", ", documents.Select(one => one.Letter))]);
        else if (document.Vat != DocumentVat.None && !wanted.Taxes.Any(id => choices.Tax(id)?.IsVat == true))
            yield return new(BillingField.Taxes, text["client.taxes.no-vat", document.Name.Shown]);
        if (CheckTaxpayer(wanted.Taxpayer, firm, receiver) is { } fault) yield return fault;
    }

    private BillingFault? CheckTaxpayer(string? taxpayer, FirmChoice firm, CountryReceiver receiver)
    {
        if (taxpayer is null)
            return receiver.TaxId == TaxIdNeed.Required ? new(BillingField.Taxpayer, text["client.taxpayer.missing", receiver.Name.Shown]) : null;
        var (key, fault) = numbers.Read(firm.Country, taxpayer);
        if (fault is not null) return new(BillingField.Taxpayer, fault);
        return key == firm.Taxpayer ? new(BillingField.Taxpayer, text["client.taxpayer.own", taxpayer, firm.Name]) : null;
    }
}
