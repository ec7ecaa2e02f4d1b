using Wisp.Contracts.Network;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>
/// A contract that the system alerted or disabled is in service again at once when nothing overdue of it is left (AUT-10, AUT-11), and a promise
/// about it is kept (AUT-24). Network leaves alone what a person disabled (AUT-12) and clients whose states are not automatic (AUT-13).
/// </summary>
[Feature]
internal sealed class Reenable(IContractStates states, IIsp isp, TimeProvider clock)
{
    /// <param name="transaction">A transaction in Billing's role.</param>
    /// <param name="contracts">Contracts of which an invoice stopped being unpaid.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task RunAsync(IWispTransaction transaction, IReadOnlyCollection<Guid> contracts, CancellationToken cancellationToken)
    {
        if (contracts.Count == 0) return;
        var (today, now) = (await isp.TodayAsync(cancellationToken), clock.GetUtcNow());
        var clear = await transaction.Connection.Sql(Clear, contracts.ToArray(), today, now)
            .ListAsync(row => (Id: row.GetGuid(0), Client: row.GetGuid(1), IsOff: row.GetBoolean(2)), cancellationToken);
        var off = clear.Where(one => one.IsOff).ToList();
        if (off.Count == 0) return;
        var result = await states.RequestAsync(
            transaction,
            new ContractStateRequest(ContractState.Enabled, ContractStateOrigin.System, Reasons.Paid, [.. off.Select(one => new ContractStateCause(one.Id))]),
            cancellationToken);
        var kept = result.Kept.Select(one => one.ContractId).ToHashSet();
        var changed = off.Where(one => !kept.Contains(one.Id)).ToList();
        await transaction.Connection.Sql(
            """
            insert into billing.automatic_act (contract_id, client_id, act, rule, invoice_ids, debt, day, at)
            select x.contract_id, x.client_id, 'enable', 'AUT-10', '{}', 0, $3, $4 from unnest($1, $2) x (contract_id, client_id)
            """, changed.Select(one => one.Id).ToArray(), changed.Select(one => one.Client).ToArray(), today, now).RunAsync(cancellationToken);
    }

    /// <summary>
    /// Whether an invoice <c>i</c> keeps a contract <c>c</c> from service under the settings <c>g</c>; <c>$2</c> is today. With "deuda por cliente" the debts
    /// of all his contracts count together (AUT-03).
    /// </summary>
    public const string Holds =
        """
        i.state = 'pending' and (i.first_due_date < $2 or not g.overdue_is_enough)
          and (i.contract_id = c.id or g.debt_per_client and i.client_id = c.client_id and i.contract_id is not null)
        """;

    private const string Clear =
        $"""
        with clear as materialized (
            select c.id, c.client_id, c.state in ('alerted', 'disabled') and c.state_origin in ('system', 'gateway') as is_off
            from network.contracts_v1 c cross join billing.settings g
            where (c.id = any ($1) or g.debt_per_client and c.client_id in (select o.client_id from network.contracts_v1 o where o.id = any ($1)))
              and not exists (select from billing.invoice i where {Holds})),
        kept as (
            update billing.promise p set state = 'kept', ended_at = $3 from clear where p.contract_id = clear.id and p.state = 'open')
        select id, client_id, is_off from clear
        """;
}
