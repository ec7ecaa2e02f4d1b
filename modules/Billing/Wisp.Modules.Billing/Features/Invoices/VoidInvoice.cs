using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices;

/// <summary>
/// Voids an unpaid invoice that no authority knows of (4.3, NC-06): a reversal in the ledger, what was paid of it is credit again. Its days stay
/// taken unless a person wants them billed again.
/// </summary>
[Feature]
internal sealed class VoidInvoice(IDatabase<BillingDb> database, Settle settle, Reenable reenable, IIsp isp, IActorAccessor actor, TimeProvider clock)
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
            select i.state, i.fiscal_state, i.contract_id, exists (select from billing.credit_note n where n.invoice_id = i.id)
            from billing.invoice i where i.id = $1 for update
            """, id).ListAsync(
                row => (State: row.GetString(0), Fiscal: row.GetString(1), Contract: row.Maybe<Guid>(2), HasNote: row.GetBoolean(3)), cancellationToken)).Single();
        if (found.State != "pending") return new("", "invoice.not-pending");
        if (found.Fiscal is "sending" or "authorized" or "uncertain") return new("", "invoice.fiscal");
        if (found.HasNote) return new("", "invoice.has-note");

        await connection.Sql(Statement, id, client, clock.GetUtcNow(), await isp.TodayAsync(cancellationToken), reason, actor.Current.Name).RunAsync(cancellationToken);
        await connection.Sql(
            billAgain ? "delete from billing.period where invoice_id = $1" : "update billing.period set outcome = 'void' where invoice_id = $1", id).RunAsync(cancellationToken);
        if (await connection.Sql("select apply_credit from billing.settings").ValueAsync<bool>(cancellationToken))
            await settle.RunAsync(transaction, new SettleRequest([client.Value]), cancellationToken);
        if (found.Contract is { } contract) await reenable.RunAsync(transaction, [contract], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private const string Statement =
        """
        with freed as materialized (
            update billing.allocation set undone_at = $3 where invoice_id = $1 and undone_at is null returning payment_id, credit_note_id, amount),
        paid as (
            update billing.payment p set credit_amount = p.credit_amount + f.amount
            from (select payment_id, sum(amount) as amount from freed group by 1) f where p.id = f.payment_id),
        noted as (
            update billing.credit_note n set credit_amount = n.credit_amount + f.amount
            from (select credit_note_id, sum(amount) as amount from freed group by 1) f where n.id = f.credit_note_id),
        was as materialized (
            select gross_amount, balance from billing.invoice where id = $1),
        voided as (
            update billing.invoice set state = 'void', balance = 0, void_reason = $5, fiscal_state = 'not_applicable' where id = $1),
        booked as (
            update billing.account a
            set balance = a.balance + w.gross_amount, credit = a.credit + w.gross_amount - w.balance, unpaid = a.unpaid - w.balance, unpaid_count = a.unpaid_count - 1
            from was w where a.client_id = $2
            returning a.balance, w.gross_amount)
        insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, invoice_id, note, actor)
        select $2, 'reversal', gross_amount, balance, $4, $3, $1, $5, $6 from booked
        """;
}
