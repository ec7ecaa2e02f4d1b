using Npgsql;
using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>
/// Turns drafts into invoices, set-based: the next numbers of their series, copies of both parties as they are today, due dates, the charge in
/// the ledger, and credit applied at once (PAY-04). What is issued is never changed again. Where the firm reports, the number is the authority's
/// and taken when the invoice is sent (SM-I4).
/// </summary>
[Feature]
internal sealed class IssueInvoices(Settle settle, IEvents events, IIsp isp, IActorAccessor actor, TimeProvider clock)
{
    /// <param name="transaction">A transaction in Billing's role.</param>
    /// <param name="drafts">At most a few thousand drafts; those that are none any more are left out.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>What was issued.</returns>
    public async Task<IReadOnlyList<Guid>> RunAsync(IWispTransaction transaction, IReadOnlyCollection<Guid> drafts, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        var held = await connection.Sql(
            "select id, client_id from billing.invoice where id = any ($1) and state = 'draft' order by id for update", drafts.ToArray())
            .ListAsync(row => (Id: row.GetGuid(0), Client: row.GetGuid(1)), cancellationToken);
        if (held.Count == 0) return [];
        var (ids, clients) = (held.Select(draft => draft.Id).ToArray(), held.Select(draft => draft.Client).Distinct().ToArray());
        var (today, now) = (await isp.TodayAsync(cancellationToken), clock.GetUtcNow());
        await Accounts.HoldAsync(connection, clients, cancellationToken);
        await NumberAsync(connection, ids, today, now, cancellationToken);
        await connection.Sql(Charge, ids, now, actor.Current.Name).RunAsync(cancellationToken);
        await settle.FreeCreditAsync(transaction, clients, cancellationToken);
        foreach (var chunk in ids.Chunk(1000)) await events.PublishAsync(connection, new InvoicesIssued(chunk, now), cancellationToken);
        return ids;
    }

    // A client or firm that somebody saves between the two statements has a copy too few, and waits for another turn.
    private static async Task NumberAsync(NpgsqlConnection connection, Guid[] ids, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var left = ids.ToHashSet();
        // Whether a firm reports is settled as long as its invoices take numbers.
        await connection.Sql(
            "select from billing.firm where id in (select firm_id from billing.invoice where id = any ($1)) order by id for key share", (object)ids).RunAsync(cancellationToken);
        for (var turn = 0; left.Count > 0; turn++)
        {
            if (turn == MostTurns) throw new InvalidOperationException($"{left.Count} invoices have parties that change all the time.");
            await connection.Sql(PartySql.Store, left.ToArray()).RunAsync(cancellationToken);
            left.ExceptWith(await connection.Sql(Number, left.ToArray(), today, now).ListAsync(row => row.GetGuid(0), cancellationToken));
        }
    }

    private const int MostTurns = 5;

    private const string Number =
        $"""
        with found as materialized (
            select i.id, i.client_id, i.firm_id, i.contract_id, case when f.authority is null then i.point_of_sale_id else coalesce(w.id, i.point_of_sale_id) end as point_of_sale_id, i.kind, i.gross_amount, f.authority is not null as is_reported,
                   coalesce(b.report_after_payment, false) as waits
            from billing.invoice i
            join billing.firm f on f.id = i.firm_id
            left join billing.point_of_sale w on w.firm_id = f.id and w.is_default
            left join billing.client b on b.id = i.client_id
            where i.id = any ($1)),
        firm as materialized (
            select n.id, b.id as party_id from ({PartySql.Firms} where n.id in (select firm_id from found)) n join billing.party b using (digest)),
        client as materialized (
            select n.id, b.id as party_id from ({PartySql.Clients} where n.id in (select client_id from found)) n join billing.party b using (digest)),
        draft as materialized (
            select i.*, f.party_id as firm_party_id, c.party_id as client_party_id,
                   row_number() over (partition by i.point_of_sale_id, i.kind, i.is_reported order by i.id) as place,
                   count(*) over (partition by i.point_of_sale_id, i.kind, i.is_reported) as taken
            from found i join firm f on f.id = i.firm_id join client c on c.id = i.client_id),
        series as (
            insert into billing.number_series as s (point_of_sale_id, document, letter, last, last_on)
            select distinct point_of_sale_id, 'invoice', kind, taken, $2 from draft where not is_reported order by 1, 3
            on conflict (point_of_sale_id, document, letter) do update set last = s.last + excluded.last, last_on = {SeriesDay.Next}
            returning point_of_sale_id, letter, last, last_on)
        update billing.invoice i
        set point_of_sale_id = d.point_of_sale_id, number = case when not d.is_reported then s.last - d.taken + d.place end, state = 'pending', balance = d.gross_amount, issued_at = $3, issued_on = coalesce(s.last_on, $2),
            first_due_date = coalesce(s.last_on, $2) + coalesce(p.first_due_days, o.first_due_days), second_due_date = coalesce(s.last_on, $2) + coalesce(p.second_due_days, o.second_due_days),
            firm_party_id = d.firm_party_id, client_party_id = d.client_party_id, report_after_payment = d.is_reported and d.waits,
            fiscal_state = case when not d.is_reported then 'not_applicable' when d.waits then 'waiting_payment' else 'queued' end
        from draft d
        left join series s on s.point_of_sale_id = d.point_of_sale_id and s.letter = d.kind
        join billing.profile o on o.name is null
        left join billing.contract_profile x on x.id = d.contract_id
        left join billing.profile p on p.id = x.profile_id
        where i.id = d.id and (d.is_reported or s.last is not null)
        returning i.id
        """;

    private const string Charge =
        """
        with charge as materialized (
            select i.id, i.client_id, i.gross_amount, i.issued_on,
                   a.balance - sum(i.gross_amount) over (partition by i.client_id order by i.number, i.id) as balance_after
            from billing.invoice i join billing.account a using (client_id)
            where i.id = any ($1)),
        told as (
            insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, invoice_id, actor)
            select client_id, 'invoice', -gross_amount, balance_after, issued_on, $2, id, $3 from charge order by client_id, balance_after desc)
        update billing.account a
        set balance = a.balance - c.amount, unpaid = a.unpaid + c.amount, unpaid_count = a.unpaid_count + c.invoices
        from (select client_id, sum(gross_amount) as amount, count(*)::integer as invoices from charge group by client_id) c
        where a.client_id = c.client_id
        """;
}
