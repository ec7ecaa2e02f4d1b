using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Countries;
using Stored = Wisp.Modules.Billing.Features.ClientBilling.ClientBilling;

namespace Wisp.Modules.Billing.Features.BulkUpdate;

/// <summary>What the marked fields make of one client's billing.</summary>
internal sealed record BulkChange(ClientBulkValues Values, BillingChoices Choices, BillingCountries Countries, short UsualDay, DateOnly Today)
{
    /// <param name="stored">What is stored, or <c>null</c> of who was never billed.</param>
    public Stored Of(Stored? stored)
    {
        var billing = stored ?? new Stored();
        billing = billing with
        {
            FirmId = IdOf(BulkField.Firm) ?? billing.FirmId,
            Condition = TextOf(BulkField.Condition) ?? billing.Condition,
            Kind = TextOf(BulkField.Kind) ?? billing.Kind,
            CycleDay = short.TryParse(TextOf(BulkField.CycleDay), out var day) ? day : billing.CycleDay,
            MethodId = IsMarked(BulkField.Method) ? IdOf(BulkField.Method) : billing.MethodId,
            AutomaticState = YesOf(BulkField.AutomaticState) ?? billing.AutomaticState,
            ReportAfterPayment = YesOf(BulkField.ReportAfterPayment) ?? billing.ReportAfterPayment,
            EmailOnInvoice = YesOf(BulkField.EmailOnInvoice) ?? billing.EmailOnInvoice,
            EmailOnPayment = YesOf(BulkField.EmailOnPayment) ?? billing.EmailOnPayment,
            Taxes = TaxesOf(billing.Taxes),
        };
        if (IsMarked(BulkField.CycleDay)) billing = billing with { CycleOverridden = WantedBilling.Overridden(billing.CycleDay, stored, UsualDay) };
        if (IsMarked(BulkField.Firm) || IsMarked(BulkField.Condition)) billing = Recomputed(billing);
        return YesOf(BulkField.Enabled) switch
        {
            true when !billing.Enabled => (billing with { CycleDay = billing.CycleDay ?? UsualDay }).SwitchedOn(Today, fromToday: false),
            false => billing with { Enabled = false },
            _ => billing,
        };
    }

    /// <summary>Condition and letter follow as in the form: a single one is taken (FBIL-12).</summary>
    private Stored Recomputed(Stored billing)
    {
        if (Choices.Firm(billing.FirmId) is not { } firm || Countries.Find(firm.Country) is not { } country) return billing;
        var receivers = country.ReceiversOf(firm.Condition);
        if (!IsMarked(BulkField.Condition) && receivers is [var only]) billing = billing with { Condition = only.Code };
        if (IsMarked(BulkField.Kind) || receivers.All(one => one.Code != billing.Condition)) return billing;
        return country.Letters(firm.Condition, billing.Condition!).Documents is [var document] ? billing with { Kind = document.Letter } : billing;
    }

    private IReadOnlyList<Guid> TaxesOf(IReadOnlyList<Guid> taxes)
    {
        if (IdOf(BulkField.TaxAdd) is { } added && !taxes.Contains(added)) taxes = [.. taxes, added];
        return IdOf(BulkField.TaxRemove) is { } removed ? [.. taxes.Where(tax => tax != removed)] : taxes;
    }

    private bool IsMarked(string field) => Values.ByField.ContainsKey(field);

    private string? TextOf(string field) => Values.ByField.GetValueOrDefault(field);

    private Guid? IdOf(string field) => Guid.TryParse(TextOf(field), out var id) ? id : null;

    private bool? YesOf(string field) => TextOf(field) switch { "yes" => true, "no" => false, _ => null };
}
