using NpgsqlTypes;
using Wisp.Contracts.Network;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.States;

/// <param name="Last">The last contract looked at, or <c>null</c> when there are no more.</param>
internal sealed record Decided(Guid? Last, int Alerted, int Cut);

/// <summary>A contract, what is to become of it, and the invoices that are the reason.</summary>
internal sealed record Verdict(Guid ContractId, Guid ClientId, bool Cut, Guid[] Invoices, decimal Debt, DateOnly FirstDue, DateOnly LastDue);

/// <summary>
/// Which contracts are alerted or cut for what they owe (AUT-01 … AUT-07), and the proof of each act. Network applies the rules of states:
/// what it keeps is not an act.
/// </summary>
[Feature]
internal sealed class DecideStates(IContractStates states, TimeProvider clock)
{
    private const int ChunkSize = 2000;

    public async Task<Decided> RunAsync(IWispTransaction transaction, DateOnly today, Guid? after, CancellationToken cancellationToken)
    {
        var verdicts = await transaction.Connection.Sql(Statement, today, after.As(NpgsqlDbType.Uuid), (int)today.DayOfWeek == 0 ? 7 : (int)today.DayOfWeek, ChunkSize)
            .ListAsync(
                row => (Id: row.GetGuid(0), Verdict: row.IsDBNull(2) ? null : new Verdict(
                    row.GetGuid(0), row.GetGuid(1), row.GetBoolean(2), row.GetFieldValue<Guid[]>(3), row.GetDecimal(4), row.GetFieldValue<DateOnly>(5), row.GetFieldValue<DateOnly>(6))),
                cancellationToken);
        var alerted = await ActAsync(transaction, [.. verdicts.Select(one => one.Verdict).OfType<Verdict>().Where(one => !one.Cut)], today, cancellationToken);
        var cut = await ActAsync(transaction, [.. verdicts.Select(one => one.Verdict).OfType<Verdict>().Where(one => one.Cut)], today, cancellationToken);
        return new Decided(verdicts.Count < ChunkSize ? null : verdicts[^1].Id, alerted, cut);
    }

    private async Task<int> ActAsync(IWispTransaction transaction, IReadOnlyList<Verdict> verdicts, DateOnly today, CancellationToken cancellationToken)
    {
        if (verdicts.Count == 0) return 0;
        var cuts = verdicts[0].Cut;
        var result = await states.RequestAsync(
            transaction,
            new ContractStateRequest(
                cuts ? ContractState.Disabled : ContractState.Alerted, ContractStateOrigin.System, cuts ? Reasons.Cut : Reasons.Due,
                [.. verdicts.Select(one => new ContractStateCause(one.ContractId) { InvoiceIds = one.Invoices, LastDueOn = one.LastDue })]),
            cancellationToken);
        var kept = result.Kept.Select(one => one.ContractId).ToHashSet();
        var acts = verdicts.Where(one => !kept.Contains(one.ContractId)).ToList();
        await transaction.Connection.Sql(
            """
            insert into billing.automatic_act (contract_id, client_id, act, rule, invoice_ids, debt, due_on, day, at)
            select x.contract_id, x.client_id, $5, $6, array(select i.invoice_id from unnest($8, $9) i (contract_id, invoice_id) where i.contract_id = x.contract_id), x.debt, x.due_on, $7, $10
            from unnest($1, $2, $3, $4) x (contract_id, client_id, debt, due_on)
            """,
            acts.Select(one => one.ContractId).ToArray(), acts.Select(one => one.ClientId).ToArray(), acts.Select(one => one.Debt).ToArray(), acts.Select(one => one.FirstDue).ToArray(),
            cuts ? "cut" : "alert", cuts ? "AUT-02" : "AUT-01", today,
            acts.SelectMany(one => one.Invoices.Select(_ => one.ContractId)).ToArray(), acts.SelectMany(one => one.Invoices).ToArray(), clock.GetUtcNow())
            .RunAsync(cancellationToken);
        return acts.Count;
    }

    // The contracts are looked at in the order of their ids; a row without a verdict only moves the cursor on.
    private const string Statement =
        """
        with setting as materialized (
            select s.*, $1 = any (s.no_cut_days) or $3 = any (s.no_cut_weekdays) as nobody_is_cut,
                   (select p.id from billing.profile p where p.name is null) as profile_id
            from billing.settings s),
        look as materialized (
            select l.contract_id from (
                select i.contract_id from billing.invoice i cross join setting s
                where not s.debt_per_client and i.state = 'pending' and i.contract_id is not null and i.first_due_date < $1
                union
                select c.id from setting s
                join billing.invoice i on i.state = 'pending' and i.contract_id is not null and i.first_due_date < $1
                join network.contracts_v1 c on c.client_id = i.client_id
                where s.debt_per_client) l
            where $2::uuid is null or l.contract_id > $2
            order by l.contract_id limit $4),
        late as (
            select c.id as contract_id, c.client_id, c.state, i.id, i.balance, i.first_due_date,
                   $1 > i.first_due_date + p.alert_days as alerts, $1 > i.second_due_date + p.cut_days and not s.nobody_is_cut as cuts
            from look l
            join network.contracts_v1 c on c.id = l.contract_id
            cross join setting s
            join billing.client b on b.id = c.client_id and b.automatic_state
            join billing.invoice i on i.state = 'pending' and i.client_id = c.client_id and i.contract_id is not null and (s.debt_per_client or i.contract_id = c.id)
            left join billing.contract_profile x on x.id = i.contract_id
            join billing.profile p on p.id = coalesce(x.profile_id, s.profile_id)
            where c.state in ('enabled', 'alerted') and i.first_due_date < $1 and i.balance >= s.minimum_debt
              and not exists (select from billing.promise o where o.contract_id = c.id and o.state = 'open')),
        judged as (
            select contract_id, client_id, bool_or(cuts) as cuts, array_agg(id order by first_due_date, id) as invoices, sum(balance) as debt,
                   min(first_due_date) as first_due, max(first_due_date) as last_due
            from late where alerts or cuts
            group by contract_id, client_id, state
            having bool_or(cuts) or state = 'enabled')
        select l.contract_id, j.client_id, j.cuts, j.invoices, j.debt, j.first_due, j.last_due
        from look l left join judged j using (contract_id)
        order by l.contract_id
        """;
}
