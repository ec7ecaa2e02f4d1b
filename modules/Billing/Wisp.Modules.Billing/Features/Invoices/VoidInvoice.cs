using Npgsql;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices;

/// <summary>
/// Voids an unpaid invoice that no authority knows of (4.3, NC-06). Its days stay taken unless a person wants them billed again.
/// </summary>
[Feature]
internal sealed class VoidInvoice(IDatabase<BillingDb> database, TakeBackInvoices take)
{
    public async Task<Problem?> RunAsync(Guid id, string? typedReason, bool billAgain, CancellationToken cancellationToken)
    {
        if (Typed.Line(typedReason) is not { } reason) return new("Reason", "reason.missing");
        if (reason.Length > 255) return new("Reason", "text.long", reason.Length, 255);
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        var client = await connection.Sql("select client_id from billing.invoice where id = $1", id).ValueAsync<Guid?>(cancellationToken);
        if (client is null) return Problem.Stale;
        await Accounts.HoldAsync(connection, [client.Value], cancellationToken);
        var found = (await connection.Sql(
            """
            select i.state, i.fiscal_state, exists (select from billing.credit_note n where n.invoice_id = i.id)
            from billing.invoice i where i.id = $1 for update
            """, id).ListAsync(row => (State: row.GetString(0), Fiscal: row.GetString(1), HasNote: row.GetBoolean(2)), cancellationToken)).Single();
        if (found.State != "pending") return new("", "invoice.not-pending");
        if (found.Fiscal is "sending" or "authorized" or "uncertain") return new("", "invoice.fiscal");
        if (found.HasNote) return new("", "invoice.has-note");
        if (billAgain && await IsBehindAsync(connection, id, cancellationToken)) return new("", "invoice.bill-behind");

        await take.RunAsync(transaction, client.Value, [id], reason, billAgain, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    // Runs go on after the last period taken: days that lie before it would never be billed.
    private static async Task<bool> IsBehindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await connection.Sql(PlanInvoices.Lock).RunAsync(cancellationToken);
        return await connection.Sql(
            """
            select exists (select from billing.period p join billing.period q on q.contract_id = p.contract_id and q.period_from > p.period_from where p.invoice_id = $1)
            """, id).ValueAsync<bool>(cancellationToken);
    }
}
