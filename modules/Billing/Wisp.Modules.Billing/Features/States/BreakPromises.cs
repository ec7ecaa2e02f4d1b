using Wisp.Contracts.Network;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.States;

/// <summary>Promises whose last day has passed are broken, and their contracts are disabled again (AUT-22); those that owe nothing any more were kept before.</summary>
[Feature]
internal sealed class BreakPromises(IContractStates states, TimeProvider clock)
{
    private const int ChunkSize = 2000;

    /// <returns>How many were broken.</returns>
    public async Task<int> RunAsync(IWispTransaction transaction, DateOnly today, CancellationToken cancellationToken)
    {
        var broken = await transaction.Connection.Sql(
            $"""
            update billing.promise set state = 'broken', ended_at = $2
            where id in (select id from billing.promise where state = 'open' and valid_until < $1 order by id limit {ChunkSize})
            returning contract_id, client_id
            """, today, clock.GetUtcNow()).ListAsync(row => (Contract: row.GetGuid(0), Client: row.GetGuid(1)), cancellationToken);
        if (broken.Count == 0) return 0;
        var owed = await transaction.Connection.Sql(
            """
            select c.id, c.client_id, coalesce(array_agg(i.id) filter (where i.id is not null), array[]::uuid[]), coalesce(sum(i.balance), 0), max(i.first_due_date)
            from network.contracts_v1 c
            join billing.invoice i on i.contract_id = c.id and i.state = 'pending' and i.first_due_date < $2
            where c.id = any ($1)
            group by c.id, c.client_id
            """, broken.Select(one => one.Contract).ToArray(), today)
            .ListAsync(row => (Id: row.GetGuid(0), Client: row.GetGuid(1), Invoices: row.GetFieldValue<Guid[]>(2), Debt: row.GetDecimal(3), Due: row.GetFieldValue<DateOnly>(4)), cancellationToken);
        if (owed.Count == 0) return broken.Count;
        await states.RequestAsync(
            transaction,
            new ContractStateRequest(
                ContractState.Disabled, ContractStateOrigin.System, Reasons.Broken,
                [.. owed.Select(one => new ContractStateCause(one.Id) { InvoiceIds = one.Invoices, LastDueOn = one.Due })]),
            cancellationToken);
        await transaction.Connection.Sql(
            """
            insert into billing.automatic_act (contract_id, client_id, act, rule, invoice_ids, debt, due_on, day, at)
            select x.contract_id, x.client_id, 'promise_broken', 'AUT-22',
                   array(select i.id from billing.invoice i where i.contract_id = x.contract_id and i.state = 'pending' and i.first_due_date < $5), x.debt, x.due_on, $5, $6
            from unnest($1, $2, $3, $4) x (contract_id, client_id, debt, due_on)
            """, owed.Select(one => one.Id).ToArray(), owed.Select(one => one.Client).ToArray(), owed.Select(one => one.Debt).ToArray(), owed.Select(one => one.Due).ToArray(),
            today, clock.GetUtcNow()).RunAsync(cancellationToken);
        return broken.Count;
    }
}
