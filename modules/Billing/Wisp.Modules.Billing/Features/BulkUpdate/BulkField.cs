namespace Wisp.Modules.Billing.Features.BulkUpdate;

/// <summary>Keys of the fields of a mass update (BULK-07).</summary>
internal static class BulkField
{
    public const string Enabled = "billing.enabled";
    public const string Firm = "billing.firm";
    public const string Condition = "billing.condition";
    public const string Kind = "billing.kind";
    public const string CycleDay = "billing.cycle_day";
    public const string AutomaticState = "billing.automatic_state";
    public const string ReportAfterPayment = "billing.report_after_payment";
    public const string TaxAdd = "billing.tax_add";
    public const string TaxRemove = "billing.tax_remove";
    public const string Method = "billing.method";
    public const string EmailOnInvoice = "billing.email_on_invoice";
    public const string EmailOnPayment = "billing.email_on_payment";

    public static readonly IReadOnlySet<string> Switches =
        new HashSet<string> { Enabled, AutomaticState, ReportAfterPayment, EmailOnInvoice, EmailOnPayment };
}
