namespace Wisp.Modules.Billing;

internal static class BillingPermissions
{
    /// <summary>The tab "Facturación" of clients and what their contracts are billed besides the plan.</summary>
    public const string EditClient = "billing.edit";

    /// <summary>To plan and issue invoices, and manual ones.</summary>
    public const string Issue = "invoices.issue";

    /// <summary>To void invoices and make credit notes.</summary>
    public const string Void = "invoices.void";

    public const string CreatePayment = "payments.create";
    public const string VoidPayment = "payments.void";

    /// <summary>Current accounts, invoices and payments.</summary>
    public const string ViewAccount = "account.view";

    /// <summary>Firms, taxes, periods and methods.</summary>
    public const string Settings = "settings.billing";
}
