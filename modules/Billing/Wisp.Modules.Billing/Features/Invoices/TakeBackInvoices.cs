using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices;

/// <summary>
/// Voids unpaid invoices of one client, set-based: a reversal in the ledger for each, what was paid of them is credit again, which pays what is
/// still owed, and contracts that owe no more are in service again.
/// </summary>
[Feature]
internal sealed class TakeBackInvoices(Settle settle, Reenable reenable, IIsp isp, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Over an invoice <c>i</c>: unpaid, no authority knows of it, nothing corrects it (NC-06).</summary>
    public const string MayBe =
        """
        i.state = 'pending' and i.fiscal_state not in ('sending', 'authorized', 'uncertain')
          and not exists (select from billing.credit_note n where n.invoice_id = i.id)
        """;

    /// <param name="transaction">A transaction in Billing's role; it holds the client's account.</param>
    /// <param name="client">Whose.</param>
    /// <param name="invoices">Invoices of the client that may be voided.</param>
    /// <param name="reason">Why, at most 255 characters.</param>
    /// <param name="billAgain">Whether the next run bills their days again; else these stay taken.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task RunAsync(
        IWispTransaction transaction, Guid client, IReadOnlyCollection<Guid> invoices, string reason, bool billAgain, CancellationToken cancellationToken)
    {
        var (connection, ids) = (transaction.Connection, invoices.ToArray());
        await connection.Sql(Statement, ids, client, clock.GetUtcNow(), await isp.TodayAsync(cancellationToken), reason, actor.Current.Name).RunAsync(cancellationToken);
        await connection.Sql(
            billAgain ? "delete from billing.period where invoice_id = any ($1)" : "update billing.period set outcome = 'void' where invoice_id = any ($1)", (object)ids)
            .RunAsync(cancellationToken);
        await settle.FreeCreditAsync(transaction, [client], cancellationToken);
        var contracts = await connection.Sql("select distinct contract_id from billing.invoice where id = any ($1) and contract_id is not null", (object)ids)
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        await reenable.RunAsync(transaction, contracts, cancellationToken);
    }

    private const string Statement =
        """
        with freed as materialized (
            update billing.allocation set undone_at = $3 where invoice_id = any ($1) and undone_at is null returning payment_id, credit_note_id, amount),
        paid as (
            update billing.payment p set credit_amount = p.credit_amount + f.amount
            from (select payment_id, sum(amount) as amount from freed group by 1) f where p.id = f.payment_id),
        noted as (
            update billing.credit_note n set credit_amount = n.credit_amount + f.amount
            from (select credit_note_id, sum(amount) as amount from freed group by 1) f where n.id = f.credit_note_id),
        was as materialized (
            select id, number, gross_amount, balance, issued_on, sum(gross_amount) over (order by number, id) as so_far from billing.invoice where id = any ($1)),
        voided as (
            update billing.invoice set state = 'void', balance = 0, void_reason = $5, fiscal_state = 'not_applicable' where id = any ($1)),
        booked as (
            update billing.account a
            set balance = a.balance + w.gross, credit = a.credit + w.gross - w.balance, unpaid = a.unpaid - w.balance, unpaid_count = a.unpaid_count - w.invoices
            from (select sum(gross_amount) as gross, sum(balance) as balance, count(*)::integer as invoices from was) w where a.client_id = $2
            returning a.balance - w.gross as before)
        insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, invoice_id, note, actor)
        select $2, 'reversal', w.gross_amount, b.before + w.so_far, greatest($4, w.issued_on), $3, w.id, $5, $6 from booked b cross join was w order by w.so_far
        """;
}
