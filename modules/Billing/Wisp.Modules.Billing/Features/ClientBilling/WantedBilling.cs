using Wisp.Modules.Billing.Features.Periods;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>What a typed form means to what is stored.</summary>
internal static class WantedBilling
{
    /// <param name="input">What was typed.</param>
    /// <param name="stored">What is stored, or <c>null</c>.</param>
    /// <param name="taxpayer">The typed tax number as its key.</param>
    /// <param name="notify">The list in its normal form.</param>
    /// <param name="usualDay">Cycle day of the period settings.</param>
    /// <param name="today">The business date.</param>
    public static ClientBilling Of(BillingInput input, ClientBilling? stored, string? taxpayer, string? notify, short usualDay, DateOnly today)
    {
        // Switched off, all else stays as it was (INV-B1).
        if (!input.Enabled) return (stored ?? new ClientBilling()) with { Enabled = false };
        var wanted = new ClientBilling
        {
            Enabled = true,
            FirmId = input.FirmId,
            Condition = input.Condition,
            Kind = input.Kind,
            CycleDay = input.CycleDayNumber,
            CycleOverridden = Overridden(input.CycleDayNumber, stored, usualDay),
            Taxpayer = taxpayer,
            ReportAfterPayment = input.ReportAfterPayment,
            AutomaticState = input.AutomaticState,
            Taxes = input.Taxes,
            MethodId = input.MethodId,
            EmailOnInvoice = input.EmailOnInvoice,
            EmailOnPayment = input.EmailOnPayment,
            NotifyEmails = notify,
            EnabledOn = stored?.EnabledOn,
            FirstFrom = stored?.FirstFrom,
        };
        return stored?.Enabled == true ? wanted : wanted.SwitchedOn(today, input.FromToday);
    }

    /// <summary>Billing as it goes on today: from the next cycle, or from today, prorated (FBIL-19).</summary>
    public static ClientBilling SwitchedOn(this ClientBilling billing, DateOnly today, bool fromToday) => billing with
    {
        Enabled = true,
        EnabledOn = today,
        FirstFrom = fromToday || billing.CycleDay is null ? today : Cycle.StartFrom(today, billing.CycleDay.Value),
    };

    /// <summary>A day that somebody sets and that is not the usual one is the client's own (FBIL-14); one that stands stays what it was.</summary>
    public static bool Overridden(short? day, ClientBilling? stored, short usualDay) =>
        stored?.CycleDay is { } before && before == day ? stored.CycleOverridden : day is not null && day != usualDay;
}
