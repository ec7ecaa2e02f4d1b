using System.Globalization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>What a person typed into the tab.</summary>
internal sealed record BillingInput
{
    public bool Enabled { get; init; }

    public Guid? FirmId { get; init; }

    public string? Condition { get; init; }

    public string? Kind { get; init; }

    public string? CycleDay { get; init; }

    public string? Taxpayer { get; init; }

    public bool ReportAfterPayment { get; init; }

    public bool AutomaticState { get; init; } = true;

    public IReadOnlyList<Guid> Taxes { get; init; } = [];

    public Guid? MethodId { get; init; }

    public bool EmailOnInvoice { get; init; } = true;

    public bool EmailOnPayment { get; init; } = true;

    public string? NotifyEmails { get; init; }

    public bool FromToday { get; init; }

    public bool? Dwelling { get; init; }

    public decimal? Proposed { get; init; }

    public bool WasOn { get; init; }

    public uint Version { get; init; }

    public short? CycleDayNumber => (short?)Typed.Number(CycleDay, 1, 28);

    public static BillingInput Of(ClientFormInput typed) => new()
    {
        Enabled = typed.Yes(BillingField.Enabled),
        FirmId = Id(typed[BillingField.Firm]),
        Condition = typed[BillingField.Condition],
        Kind = typed[BillingField.Kind],
        CycleDay = typed[BillingField.CycleDay],
        Taxpayer = typed[BillingField.Taxpayer],
        ReportAfterPayment = typed.Yes(BillingField.ReportAfterPayment),
        AutomaticState = typed.Yes(BillingField.AutomaticState),
        Taxes = [.. typed.All(BillingField.Taxes).Select(Id).OfType<Guid>().Distinct()],
        MethodId = Id(typed[BillingField.Method]),
        EmailOnInvoice = typed.Yes(BillingField.EmailOnInvoice),
        EmailOnPayment = typed.Yes(BillingField.EmailOnPayment),
        NotifyEmails = typed[BillingField.NotifyEmails],
        FromToday = typed.Yes(BillingField.FromToday),
        Dwelling = typed[BillingField.Dwelling] switch { "yes" => true, "no" => false, _ => null },
        Proposed = decimal.TryParse(typed[BillingField.Proposed], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) ? rate : null,
        WasOn = typed.Yes(BillingField.WasOn),
        Version = uint.TryParse(typed[BillingField.Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
    };

    private static Guid? Id(string? typed) => Guid.TryParse(typed, out var id) ? id : null;
}
