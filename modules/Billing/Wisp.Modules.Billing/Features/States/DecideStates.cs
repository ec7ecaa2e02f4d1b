using NpgsqlTypes;
using Wisp.Contracts.Network;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
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
        var late = await transaction.Connection.Sql(Late, today, after.As(NpgsqlDbType.Uuid), ChunkSize)
            .ListAsync(row => (Contract: row.GetGuid(0), Client: row.GetGuid(1)), cancellationToken);
        if (late.Count == 0) return new Decided(null, 0, 0);
        // A payment that comes meanwhile waits, and gives service again to what was cut; or came first, and nothing is cut.
        await Accounts.HoldAsync(transaction.Connection, [.. late.Select(one => one.Client).Distinct()], cancellationToken);
        var verdicts = await transaction.Connection.Sql(
            Statement, today, late.Select(one => one.Contract).ToArray(), (int)today.DayOfWeek == 0 ? 7 : (int)today.DayOfWeek)
            .ListAsync(
                row => new Verdict(
                    row.GetGuid(0), row.GetGuid(1), row.GetBoolean(2), row.GetFieldValue<Guid[]>(3), row.GetDecimal(4), row.GetFieldValue<DateOnly>(5), row.GetFieldValue<DateOnly>(6)),
                cancellationToken);
        var alerted = await ActAsync(transaction, [.. verdicts.Where(one => !one.Cut)], today, cancellationToken);
        var cut = await ActAsync(transaction, [.. verdicts.Where(one => one.Cut)], today, cancellationToken);
        return new Decided(late.Count < ChunkSize ? null : late[^1].Contract, alerted, cut);
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
        return await Proof.KeepAsync(
            transaction.Connection, cuts ? "cut" : "alert", cuts ? "AUT-02" : "AUT-01", verdicts, result, today, clock.GetUtcNow(), cancellationToken);
    }

    private const string Late =
        """
        select l.contract_id, c.client_id from (
            select i.contract_id from billing.invoice i cross join billing.settings s
            where not s.debt_per_client and i.state = 'pending' and i.contract_id is not null and i.first_due_date < $1
            union
            select c.id from billing.settings s
            join billing.invoice i on i.state = 'pending' and i.contract_id is not null and i.first_due_date < $1
            join network.contracts_v1 c on c.client_id = i.client_id
            where s.debt_per_client) l
        join network.contracts_v1 c on c.id = l.contract_id
        where $2::uuid is null or l.contract_id > $2
        order by l.contract_id limit $3
        """;

    private const string Statement =
        """
        with setting as materialized (
            select s.*, $1 = any (s.no_cut_days) or $3 = any (s.no_cut_weekdays) as nobody_is_cut,
                   (select p.id from billing.profile p where p.name is null) as profile_id
            from billing.settings s),
        late as (
            select c.id as contract_id, c.client_id, c.state, i.id, i.balance, i.first_due_date,
                   $1 > i.first_due_date + p.alert_days as alerts, $1 > i.second_due_date + p.cut_days and not s.nobody_is_cut as cuts
            from network.contracts_v1 c
            cross join setting s
            join billing.client b on b.id = c.client_id and b.automatic_state
            join billing.invoice i on i.state = 'pending' and i.client_id = c.client_id and i.contract_id is not null and (s.debt_per_client or i.contract_id = c.id)
            left join billing.contract_profile x on x.id = i.contract_id
            join billing.profile p on p.id = coalesce(x.profile_id, s.profile_id)
            where c.id = any ($2) and c.state in ('enabled', 'alerted') and i.first_due_date < $1 and i.balance >= s.minimum_debt
              and not exists (select from billing.promise o where o.contract_id = c.id and o.state = 'open')),
        judged as (
            select contract_id, client_id, bool_or(cuts) as cuts, array_agg(id order by first_due_date, id) as invoices, sum(balance) as debt,
                   min(first_due_date) as first_due, max(first_due_date) as last_due
            from late where alerts or cuts
            group by contract_id, client_id, state
            having bool_or(cuts) or state = 'enabled')
        select contract_id, client_id, cuts, invoices, debt, first_due, last_due from judged order by contract_id
        """;
}
