namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>How one client is billed, as it is stored.</summary>
internal sealed record ClientBilling
{
    public bool Enabled { get; init; }

    public Guid? FirmId { get; init; }

    /// <summary>Code of a receiver of the firm's country.</summary>
    public string? Condition { get; init; }

    public string? Kind { get; init; }

    public short? CycleDay { get; init; }

    public bool CycleOverridden { get; init; }

    /// <summary>In upper case, without separators.</summary>
    public string? Taxpayer { get; init; }

    public bool ReportAfterPayment { get; init; }

    public bool AutomaticState { get; init; } = true;

    /// <summary>Each once.</summary>
    public IReadOnlyList<Guid> Taxes { get; init; } = [];

    public Guid? MethodId { get; init; }

    public bool EmailOnInvoice { get; init; } = true;

    public bool EmailOnPayment { get; init; } = true;

    /// <summary>Addresses with a comma between them and nothing else (MAIL-06).</summary>
    public string? NotifyEmails { get; init; }

    public DateOnly? EnabledOn { get; init; }

    public DateOnly? FirstFrom { get; init; }

    /// <summary>The order of taxes means nothing.</summary>
    public bool Equals(ClientBilling? other) =>
        other is not null && Taxes.ToHashSet().SetEquals(other.Taxes) && Scalars().Equals(other.Scalars());

    public override int GetHashCode() => Scalars().GetHashCode();

    private object Scalars() => (
        (Enabled, FirmId, Condition, Kind, CycleDay, CycleOverridden, Taxpayer), (ReportAfterPayment, AutomaticState, MethodId),
        (EmailOnInvoice, EmailOnPayment, NotifyEmails, EnabledOn, FirstFrom));
}
