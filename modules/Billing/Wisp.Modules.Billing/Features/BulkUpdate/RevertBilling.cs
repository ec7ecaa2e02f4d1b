using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Sdk;
using Stored = Wisp.Modules.Billing.Features.ClientBilling.ClientBilling;

namespace Wisp.Modules.Billing.Features.BulkUpdate;

/// <summary>Puts clients' billing back to what the audit says it was before a batch, field by field where nobody has changed it since (BULK-06).</summary>
[Feature]
internal sealed class RevertBilling(LoadChoices load, BillingRules rules, BulkWords words, IStringLocalizer<ParametersText> text)
{
    public async Task<IReadOnlyList<ClientBulkReversal>> RunAsync(
        IWispTransaction transaction, Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        var audits = await transaction.Connection.Sql(
            """
            select a.entity_id, a.old::text, a.new::text, k.status = 'active'
            from host.audit_v1 a join clients.clients_v1 k on k.id = a.entity_id
            where a.batch_id = $1 and a.subject_id = any ($2) and a.schema_name = 'billing' and a.table_name = 'client' and a.action in ('I', 'U')
            """, batch, clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))
            .ListAsync(row => (Client: row.GetGuid(0), Old: Fields(row.Text(1)), New: Fields(row.Text(2)), IsActive: row.GetBoolean(3)), cancellationToken);
        var now = (await BulkRows.ReadAsync(BulkRows.Holding(transaction.Connection, clientIds), cancellationToken)).ToDictionary(row => row.Client, row => row.Billing);
        var choices = await load.RunAsync(cancellationToken);
        List<ClientBulkReversal> lines = [];
        List<(Guid, Stored)> back = [];
        foreach (var audit in audits.Where(audit => now.ContainsKey(audit.Client)))
        {
            var current = now[audit.Client];
            var (restored, said) = Restore(audit.Client, current, audit.Old, audit.New, audit.IsActive, choices);
            lines.AddRange(said);
            if (!restored.Equals(current)) back.Add((audit.Client, restored));
        }

        if (back.Count > 0) await BulkRows.WriteAsync(transaction.Connection, back, cancellationToken);
        return lines;
    }

    private (Stored Restored, IReadOnlyList<ClientBulkReversal> Lines) Restore(
        Guid client, Stored current, IReadOnlyDictionary<string, string?> old, IReadOnlyDictionary<string, string?> @new, bool isActive, BillingChoices choices)
    {
        var (written, restored) = (current, current);
        List<(string Field, bool IsTouched)> touched = [];
        foreach (var (field, column) in Columns)
        {
            if (!@new.TryGetValue(column, out var value)) continue;
            var batch = Put(written, column, value);
            // A row that the batch made had nothing before.
            var before = Put(restored, column, old.TryGetValue(column, out var was) ? was : Usual(column));
            if (words.Say(field, batch, choices) == words.Say(field, before, choices)) continue;
            var isTouched = !batch.Equals(written);
            written = batch;
            if (!isTouched) restored = column == "cycle_start_day" ? WithOverridden(before, old, @new) : before;
            touched.Add((field, isTouched));
        }

        var reason = isActive ? rules.Check(restored, current, choices) is [var fault, ..] ? fault.Sentence : null : text["bulk.deactivated"].Value;
        if (reason is not null) restored = current;
        return (restored,
        [
            .. touched.Select(one => new ClientBulkReversal(
                client, one.Field, reason is null && !one.IsTouched, words.Say(one.Field, restored, choices), words.Say(one.Field, written, choices),
                reason ?? (one.IsTouched ? text["bulk.touched"].Value : null))),
        ]);
    }

    private static Stored WithOverridden(Stored billing, IReadOnlyDictionary<string, string?> old, IReadOnlyDictionary<string, string?> @new) =>
        @new.ContainsKey("cycle_overridden") ? billing with { CycleOverridden = IsTrue(old.GetValueOrDefault("cycle_overridden")) } : billing;

    private static readonly IReadOnlyList<(string Field, string Column)> Columns =
    [
        (BulkField.Enabled, "enabled"), (BulkField.Firm, "firm_id"), (BulkField.Condition, "vat_condition"), (BulkField.Kind, "invoice_kind"),
        (BulkField.CycleDay, "cycle_start_day"), (BulkField.AutomaticState, "automatic_state"), (BulkField.ReportAfterPayment, "report_after_payment"),
        (BulkField.TaxAdd, "tax_ids"), (BulkField.Method, "payment_method_id"), (BulkField.EmailOnInvoice, "email_on_invoice"), (BulkField.EmailOnPayment, "email_on_payment"),
    ];

    private static Stored Put(Stored billing, string column, string? value) => column switch
    {
        "enabled" => billing with { Enabled = IsTrue(value) },
        "firm_id" => billing with { FirmId = IdOf(value) },
        "vat_condition" => billing with { Condition = value },
        "invoice_kind" => billing with { Kind = value },
        "cycle_start_day" => billing with { CycleDay = short.TryParse(value, CultureInfo.InvariantCulture, out var day) ? day : null },
        "automatic_state" => billing with { AutomaticState = IsTrue(value) },
        "report_after_payment" => billing with { ReportAfterPayment = IsTrue(value) },
        "tax_ids" => billing with { Taxes = IdsOf(value) },
        "payment_method_id" => billing with { MethodId = IdOf(value) },
        "email_on_invoice" => billing with { EmailOnInvoice = IsTrue(value) },
        "email_on_payment" => billing with { EmailOnPayment = IsTrue(value) },
        _ => billing,
    };

    private static string? Usual(string column) => column is "automatic_state" or "email_on_invoice" or "email_on_payment" ? "true" : null;

    private static bool IsTrue(string? value) => value is "true" or "t";

    private static Guid? IdOf(string? value) => Guid.TryParse(value, out var id) ? id : null;

    // The audit keeps a list as the database writes it, or as JSON.
    private static IReadOnlyList<Guid> IdsOf(string? value) => [.. (value ?? "").Split(['{', '}', '[', ']', '"', ',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    private static Dictionary<string, string?> Fields(string? json) => json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!
        .ToDictionary(field => field.Key, field => field.Value.ValueKind == JsonValueKind.Null ? null : field.Value.ToString());
}
