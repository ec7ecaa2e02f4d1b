namespace Wisp.Modules.Billing;

/// <summary>Names the texts of invoices, payments and what they need.</summary>
internal sealed class BillingText;
