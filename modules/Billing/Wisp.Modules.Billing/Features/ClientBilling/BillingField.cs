namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>Names of the tab's fields, after its key and a dot.</summary>
internal static class BillingField
{
    public const string Tab = "billing.client";
    public const string Enabled = "enabled";
    public const string Firm = "firm";
    public const string Condition = "condition";
    public const string Kind = "kind";
    public const string CycleDay = "cycle_day";
    public const string Taxpayer = "taxpayer";
    public const string ReportAfterPayment = "report_after_payment";
    public const string AutomaticState = "automatic_state";
    public const string Taxes = "taxes";
    public const string Method = "method";
    public const string EmailOnInvoice = "email_on_invoice";
    public const string EmailOnPayment = "email_on_payment";
    public const string NotifyEmails = "notify_emails";

    /// <summary>Bill from today, prorated (FBIL-19).</summary>
    public const string FromToday = "from_today";

    /// <summary>Whether the service is for a dwelling: decides the rate that is proposed.</summary>
    public const string Dwelling = "dwelling";

    /// <summary>The rate that was proposed when the form was drawn.</summary>
    public const string Proposed = "proposed";

    /// <summary>Whether billing was on when the form was made.</summary>
    public const string WasOn = "was_on";

    /// <summary>Version that the form was made from; 0 for none.</summary>
    public const string Version = "version";
}
