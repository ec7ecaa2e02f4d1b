using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Modules.Billing.Features.Periods;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>Works out what the tab offers for what is chosen so far: conditions of the firm, letters of both, the rate that is proposed (FBIL-11, FBIL-12).</summary>
[Feature]
internal sealed class DrawBilling(LoadChoices load, BillingCountries countries, TaxNumbers numbers, PeriodSettings settings, IIsp isp)
{
    /// <param name="input">What is chosen so far.</param>
    /// <param name="clientCountry">The client's country, whose tax number counts while there is no firm.</param>
    /// <param name="isChanging">Whether somebody just changed it: then a new proposal takes the place of the old rate.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<BillingForm> RunAsync(BillingInput input, string clientCountry, bool isChanging, CancellationToken cancellationToken)
    {
        var choices = await load.RunAsync(cancellationToken);
        var usualDay = await settings.CycleDayAsync(cancellationToken);
        if (!isChanging && input.Version == 0) input = input with { CycleDay = input.CycleDay ?? $"{usualDay}" };
        if (input.FirmId is null && choices.Firms.Where(one => !one.Archived).ToList() is [var only]) input = input with { FirmId = only.Id };
        var firm = choices.Firm(input.FirmId);
        var country = countries.Find(firm?.Country);
        var form = new BillingForm(input, clientCountry, choices)
        {
            TaxpayerLabel = numbers.Label(firm?.Country ?? clientCountry),
            TaxpayerNote = Note(input.Taxpayer, firm?.Country ?? clientCountry),
            UsualDay = usualDay,
            FirstFrom = input.WasOn || input.CycleDayNumber is not { } day ? null : Cycle.StartFrom(await isp.TodayAsync(cancellationToken), day),
        };
        return firm is null || country is null ? form : Propose(Match(form, firm, country), country, isChanging);
    }

    private static BillingForm Match(BillingForm form, FirmChoice firm, BillingCountry country)
    {
        var receivers = country.ReceiversOf(firm.Condition);
        var receiver = receivers.FirstOrDefault(one => one.Code == form.Input.Condition) ?? (receivers.Count == 1 ? receivers[0] : null);
        var (documents, refused) = receiver is null ? ([], null) : country.Letters(firm.Condition, receiver.Code);
        var document = documents.FirstOrDefault(one => one.Letter == form.Input.Kind) ?? (documents.Count == 1 ? documents[0] : null);
        return form with
        {
            Input = form.Input with { Condition = receiver?.Code, Kind = document?.Letter },
            Receivers = receivers,
            Receiver = receiver,
            Documents = documents,
            Refused = refused?.Shown,
        };
    }

    private static BillingForm Propose(BillingForm form, BillingCountry country, bool isChanging)
    {
        if (form.Receiver is not { } receiver || country.Document(form.Input.Kind) is not { Vat: not DocumentVat.None }) return form with { Input = form.Input with { Proposed = null } };
        var rate = country.Rate(receiver, form.Input.Dwelling);
        var tax = form.Choices.Taxes.FirstOrDefault(one => one.IsVat && !one.Archived && one.Rate == rate);
        var taxes = form.Input.Taxes;
        if (isChanging && rate is not null && rate != form.Input.Proposed && tax is not null)
            taxes = [tax.Id, .. taxes.Where(id => form.Choices.Tax(id)?.IsVat == false)];
        return form with
        {
            Input = form.Input with { Taxes = taxes, Proposed = rate },
            Rate = rate,
            IsRateMissing = rate is not null && tax is null,
            AsksDwelling = receiver.Vat == VatProposal.Ask && country.Proposal.OutsideDwelling is not null,
        };
    }

    private string? Note(string? typed, string country) =>
        typed is null ? null : numbers.Read(country, typed).Fault ?? numbers.Doubt(country, typed);
}
