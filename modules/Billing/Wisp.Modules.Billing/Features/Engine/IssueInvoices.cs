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
        var (today, now) = (await isp.TodayAsync(cancellationToken), clock.GetUtcNow());
        // Whether a firm reports is settled as long as its invoices take numbers.
        await connection.Sql(
            "select from billing.firm where id in (select firm_id from billing.invoice where id = any ($1)) order by id for key share", (object)drafts.ToArray()).RunAsync(cancellationToken);
        await connection.Sql("savepoint issue").RunAsync(cancellationToken);
        for (var turn = 1; ; turn++)
        {
            var held = await connection.Sql(Issue, drafts.ToArray(), today, now, actor.Current.Name)
                .ListAsync(row => (Id: row.GetGuid(0), Client: row.GetGuid(1), Issued: row.GetInt64(2)), cancellationToken);
            if (held.Count == 0) return [];
            if (held[0].Issued == held.Count)
            {
                await settle.FreeCreditAsync(transaction, [.. held.Select(draft => draft.Client).Distinct()], cancellationToken);
                var ids = held.ConvertAll(draft => draft.Id);
                foreach (var chunk in ids.Chunk(1000)) await events.PublishAsync(connection, new InvoicesIssued(chunk, now), cancellationToken);
                return ids;
            }
            // A copy that somebody else made at the same time is not seen by the statement: again, from where it is.
            if (turn == MostTurns) throw new InvalidOperationException($"{held.Count} invoices have parties that change all the time.");
            await connection.Sql("rollback to savepoint issue").RunAsync(cancellationToken);
        }
    }

    private const int MostTurns = 5;

    // One statement, so that drafts are read once. Accounts are held before series, in the order of all who move money; they have all charges
    // when the ledger is written, so what comes after a charge is taken off its balance.
    private const string Issue =
        $"""
        with held as materialized (
            select i.id, i.client_id, i.firm_id, i.contract_id, i.point_of_sale_id, i.kind, i.gross_amount
            from billing.invoice i where i.id = any ($1) and i.state = 'draft' order by i.id for update),
        charged as (
            insert into billing.account as a (client_id, balance, unpaid, unpaid_count)
            select client_id, -sum(gross_amount), sum(gross_amount), count(*) from held group by client_id order by client_id
            on conflict (client_id) do update
            set balance = a.balance + excluded.balance, unpaid = a.unpaid + excluded.unpaid, unpaid_count = a.unpaid_count + excluded.unpaid_count
            returning client_id, balance),
        printed as materialized (
            {PartySql.Firms} where n.id in (select firm_id from held)
            union all
            {PartySql.Clients} where n.id in (select client_id from held)),
        copied as (
            {PartySql.Copy} returning id, digest),
        party as materialized (
            select n.id, c.id as party_id from printed n join copied c using (digest)
            union all
            select n.id, b.id
            from (select n.id, n.digest from printed n where not exists (select from copied c where c.digest = n.digest)) n
            cross join lateral (select b.id from billing.party b where b.digest = n.digest offset 0) b),
        draft as materialized (
            select i.*, f.party_id as firm_party_id, c.party_id as client_party_id, a.balance,
                   row_number() over (partition by i.point_of_sale_id, i.kind, i.is_reported order by i.id) as place,
                   count(*) over (partition by i.point_of_sale_id, i.kind, i.is_reported) as taken
            from (
                select h.id, h.client_id, h.firm_id, h.contract_id, h.kind, f.authority is not null as is_reported,
                       case when f.authority is null then h.point_of_sale_id else coalesce(w.id, h.point_of_sale_id) end as point_of_sale_id,
                       f.authority is not null and coalesce((select b.report_after_payment from billing.client b where b.id = h.client_id), false) as waits
                from held h
                join billing.firm f on f.id = h.firm_id
                left join billing.point_of_sale w on w.firm_id = f.id and w.is_default) i
            join charged a using (client_id)
            join party f on f.id = i.firm_id
            join party c on c.id = i.client_id),
        series as (
            insert into billing.number_series as s (point_of_sale_id, document, letter, last, last_on)
            select distinct point_of_sale_id, 'invoice', kind, taken, $2 from draft where not is_reported order by 1, 3
            on conflict (point_of_sale_id, document, letter) do update set last = s.last + excluded.last, last_on = {SeriesDay.Next}
            returning point_of_sale_id, letter, last, last_on),
        numbered as (
            update billing.invoice i
            set point_of_sale_id = d.point_of_sale_id, number = case when not d.is_reported then s.last - d.taken + d.place end, state = 'pending', balance = i.gross_amount,
                issued_at = $3, issued_on = coalesce(s.last_on, $2), first_due_date = coalesce(s.last_on, $2) + coalesce(p.first_due_days, o.first_due_days),
                second_due_date = coalesce(s.last_on, $2) + coalesce(p.second_due_days, o.second_due_days),
                firm_party_id = d.firm_party_id, client_party_id = d.client_party_id, report_after_payment = d.waits,
                fiscal_state = case when not d.is_reported then 'not_applicable' when d.waits then 'waiting_payment' else 'queued' end
            from draft d
            left join series s on s.point_of_sale_id = d.point_of_sale_id and s.letter = d.kind
            join billing.profile o on o.name is null
            left join billing.contract_profile x on x.id = d.contract_id
            left join billing.profile p on p.id = x.profile_id
            where i.id = d.id and (d.is_reported or s.last is not null)
            returning i.id, i.client_id, i.number, i.gross_amount, i.issued_on, d.balance),
        told as (
            insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, invoice_id, actor)
            select client_id, 'invoice', -gross_amount, balance + sum(gross_amount) over (partition by client_id) - sum(gross_amount) over w, issued_on, $3, id, $4
            from numbered window w as (partition by client_id order by number, id)
            order by client_id, number, id)
        select id, client_id, (select count(*) from numbered) from held order by id
        """;
}
