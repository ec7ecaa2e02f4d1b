using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>Reads and writes how clients are billed.</summary>
internal static class StoreBilling
{
    /// <summary>Columns that <see cref="Read"/> reads, of a row of <c>billing.client</c>.</summary>
    public const string Columns =
        """
        enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, cycle_overridden, taxpayer_id, report_after_payment, automatic_state, tax_ids,
        payment_method_id, email_on_invoice, email_on_payment, notify_emails, enabled_on, first_from
        """;

    public const int ColumnCount = 16;

    public static ClientBilling Read(NpgsqlDataReader row) => Read(row, 0);

    /// <param name="row">The row.</param>
    /// <param name="first">The column that they begin at.</param>
    public static ClientBilling Read(NpgsqlDataReader row, int first) => new()
    {
        Enabled = row.GetBoolean(first),
        FirmId = row.Maybe<Guid>(first + 1),
        Condition = row.Text(first + 2),
        Kind = row.Text(first + 3),
        CycleDay = row.Maybe<short>(first + 4),
        CycleOverridden = row.GetBoolean(first + 5),
        Taxpayer = row.Text(first + 6),
        ReportAfterPayment = row.GetBoolean(first + 7),
        AutomaticState = row.GetBoolean(first + 8),
        Taxes = row.GetFieldValue<Guid[]>(first + 9),
        MethodId = row.Maybe<Guid>(first + 10),
        EmailOnInvoice = row.GetBoolean(first + 11),
        EmailOnPayment = row.GetBoolean(first + 12),
        NotifyEmails = row.Text(first + 13),
        EnabledOn = row.Maybe<DateOnly>(first + 14),
        FirstFrom = row.Maybe<DateOnly>(first + 15),
    };

    public static Task<int> WriteAsync(this NpgsqlConnection connection, Guid client, ClientBilling billing, CancellationToken cancellationToken) => connection.Sql(
        $"""
        insert into billing.client (id, {Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        on conflict (id) do update
        set (enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, cycle_overridden, taxpayer_id, report_after_payment, automatic_state, tax_ids,
             payment_method_id, email_on_invoice, email_on_payment, notify_emails, enabled_on, first_from)
          = (excluded.enabled, excluded.firm_id, excluded.vat_condition, excluded.invoice_kind, excluded.cycle_start_day, excluded.cycle_overridden,
             excluded.taxpayer_id, excluded.report_after_payment, excluded.automatic_state, excluded.tax_ids, excluded.payment_method_id,
             excluded.email_on_invoice, excluded.email_on_payment, excluded.notify_emails, excluded.enabled_on, excluded.first_from)
        """,
        client, billing.Enabled, billing.FirmId.As(NpgsqlDbType.Uuid), billing.Condition.As(NpgsqlDbType.Text), billing.Kind.As(NpgsqlDbType.Text),
        billing.CycleDay.As(NpgsqlDbType.Smallint), billing.CycleOverridden, billing.Taxpayer.As(NpgsqlDbType.Text), billing.ReportAfterPayment, billing.AutomaticState,
        billing.Taxes.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), billing.MethodId.As(NpgsqlDbType.Uuid), billing.EmailOnInvoice, billing.EmailOnPayment,
        billing.NotifyEmails.As(NpgsqlDbType.Text), billing.EnabledOn.As(NpgsqlDbType.Date), billing.FirstFrom.As(NpgsqlDbType.Date)).RunAsync(cancellationToken);

    /// <summary>Holds the firm until the transaction ends: whoever archives it meanwhile waits, and then finds it in use.</summary>
    /// <returns>Whether it is offered.</returns>
    public static async Task<bool> HoldFirmAsync(this NpgsqlConnection connection, Guid firm, CancellationToken cancellationToken) =>
        await connection.Sql("select archived_at is null from billing.firm where id = $1 for share", firm).ValueAsync<bool?>(cancellationToken) == true;
}
