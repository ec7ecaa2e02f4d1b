using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Sdk;
using Stored = Wisp.Modules.Billing.Features.ClientBilling.ClientBilling;

namespace Wisp.Modules.Billing.Features.BulkUpdate;

/// <summary>Reads and writes the billing of many clients, one statement each.</summary>
internal static class BulkRows
{
    private const NpgsqlDbType Ids = NpgsqlDbType.Array | NpgsqlDbType.Uuid;

    private const string ReadSql =
        $"""
        select c.id, {StoreBilling.Columns}
        from unnest($1) x (client) join billing.client c on c.id = x.client
        """;

    public static Task<List<(Guid Client, Stored Billing)>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        command.ListAsync(row => (row.GetGuid(0), Of(row)), cancellationToken);

    public static NpgsqlCommand Reading(NpgsqlDataSource source, IReadOnlyCollection<Guid> clients) => source.Sql(ReadSql, clients.ToArray().As(Ids));

    /// <summary>Holds the rows, in one order whoever else does the same.</summary>
    public static NpgsqlCommand Holding(NpgsqlConnection connection, IReadOnlyCollection<Guid> clients) =>
        connection.Sql($"{ReadSql} order by c.id for update of c", clients.ToArray().As(Ids));

    public static Task<int> WriteAsync(NpgsqlConnection connection, IReadOnlyList<(Guid Client, Stored Billing)> rows, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(rows.Select(row => new
        {
            id = row.Client,
            enabled = row.Billing.Enabled,
            firm_id = row.Billing.FirmId,
            vat_condition = row.Billing.Condition,
            invoice_kind = row.Billing.Kind,
            cycle_start_day = row.Billing.CycleDay,
            cycle_overridden = row.Billing.CycleOverridden,
            taxpayer_id = row.Billing.Taxpayer,
            report_after_payment = row.Billing.ReportAfterPayment,
            automatic_state = row.Billing.AutomaticState,
            tax_ids = row.Billing.Taxes,
            payment_method_id = row.Billing.MethodId,
            email_on_invoice = row.Billing.EmailOnInvoice,
            email_on_payment = row.Billing.EmailOnPayment,
            notify_emails = row.Billing.NotifyEmails,
            enabled_on = row.Billing.EnabledOn,
            first_from = row.Billing.FirstFrom,
        }));
        return connection.Sql(
            $"""
            insert into billing.client as c (id, {StoreBilling.Columns})
            select id, {StoreBilling.Columns} from jsonb_populate_recordset(null::billing.client, $1)
            on conflict (id) do update
            set (enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, cycle_overridden, report_after_payment, automatic_state, tax_ids,
                 payment_method_id, email_on_invoice, email_on_payment, enabled_on, first_from)
              = (excluded.enabled, excluded.firm_id, excluded.vat_condition, excluded.invoice_kind, excluded.cycle_start_day, excluded.cycle_overridden,
                 excluded.report_after_payment, excluded.automatic_state, excluded.tax_ids, excluded.payment_method_id, excluded.email_on_invoice,
                 excluded.email_on_payment, excluded.enabled_on, excluded.first_from)
            """, json.As(NpgsqlDbType.Jsonb)).RunAsync(cancellationToken);
    }

    private static Stored Of(NpgsqlDataReader row) => StoreBilling.Read(row, 1);
}
