using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Payments;

/// <summary>
/// Takes a payment back: what it paid is owed again, the ledger gets a reversal, and surcharges that came of it are dropped unless they are
/// billed. What was to be reported because of it waits again (SM-I2). Nobody is cut at that instant: the next daily run decides (AUT-14).
/// </summary>
[Feature]
internal sealed class VoidPayment(IDatabase<BillingDb> database, Settle settle, IIsp isp, IActorAccessor actor, TimeProvider clock)
{
    public async Task<Problem?> RunAsync(Guid id, string? typedReason, CancellationToken cancellationToken)
    {
        if (Typed.Line(typedReason) is not { } reason) return new("Reason", "reason.missing");
        if (reason.Length > 255) return new("Reason", "text.long", reason.Length, 255);
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        var client = await connection.Sql("select client_id from billing.payment where id = $1", id).ValueAsync<Guid?>(cancellationToken);
        if (client is null) return Problem.Stale;
        await Accounts.HoldAsync(connection, [client.Value], cancellationToken);
        if (await connection.Sql("select state from billing.payment where id = $1", id).ValueAsync<string>(cancellationToken) != "success") return new("", "payment.not-void");
        if (await connection.Sql("select exists (select from billing.allocation where payment_id = $1 and refund_id is not null and undone_at is null)", id).ValueAsync<bool>(cancellationToken))
            return new("", "payment.refunded");

        await connection.Sql(Statement, id, client, clock.GetUtcNow(), await isp.TodayAsync(cancellationToken), reason, actor.Current.Name).RunAsync(cancellationToken);
        // Credit of other payments goes to what is owed again.
        await settle.FreeCreditAsync(transaction, [client.Value], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private const string Statement =
        """
        with undone as materialized (
            update billing.allocation set undone_at = $3 where payment_id = $1 and undone_at is null returning invoice_id, amount),
        owed as (
            update billing.invoice i set balance = i.balance + u.amount, state = 'pending',
                fiscal_state = case when i.report_after_payment and i.fiscal_state = 'queued' then 'waiting_payment' else i.fiscal_state end
            from (select invoice_id, sum(amount) as amount from undone group by invoice_id) u
            where i.id = u.invoice_id
            returning i.id, u.amount, i.balance = u.amount as was_paid),
        dropped as (
            update billing.contract_item x set archived_at = $3
            where x.kind = 'surcharge' and x.invoice_id in (select id from owed) and x.archived_at is null
              and not exists (select from billing.invoice_item t join billing.invoice i on i.id = t.invoice_id where t.source_id = x.id and i.state in ('pending', 'paid'))),
        payment as (
            select amount, credit_amount, payment_date from billing.payment where id = $1),
        voided as (
            update billing.payment set state = 'void', credit_amount = 0, void_reason = $5, voided_at = $3 where id = $1),
        booked as (
            update billing.account a
            set balance = a.balance - p.amount, credit = a.credit - p.credit_amount,
                unpaid = a.unpaid + coalesce((select sum(amount) from owed), 0),
                unpaid_count = a.unpaid_count + (select count(*) filter (where was_paid)::integer from owed)
            from payment p where a.client_id = $2
            returning a.balance, p.amount, p.payment_date)
        insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, payment_id, note, actor)
        select $2, 'reversal', -amount, balance, greatest($4, payment_date), $3, $1, $5, $6 from booked
        """;
}
