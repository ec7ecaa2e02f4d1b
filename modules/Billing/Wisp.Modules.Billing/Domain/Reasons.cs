namespace Wisp.Modules.Billing.Domain;

/// <summary>Why Billing changes states of contracts, as their history keeps it.</summary>
internal static class Reasons
{
    public const string Paid = "pagó lo vencido";

    public const string Due = "factura vencida sin pagar";

    public const string Cut = "factura sin pagar después del segundo vencimiento";

    public const string Promise = "promesa de pago";

    public const string Broken = "promesa de pago vencida";

    /// <summary>Of invoices voided along with their client.</summary>
    public const string ClientDeactivated = "cliente desactivado";
}
