using Wisp.Contracts.Network;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.States;

/// <summary>
/// Promises whose last day has passed are broken, and their contracts are disabled again if they still owe (AUT-22); on days without cuts they
/// stay open (AUT-06). Those that owe nothing any more were kept before.
/// </summary>
[Feature]
internal sealed class BreakPromises(IContractStates states, TimeProvider clock)
{
    private const int ChunkSize = 2000;

    /// <returns>How many were broken.</returns>
    public async Task<int> RunAsync(IWispTransaction transaction, DateOnly today, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        var over = await connection.Sql(
            $"""
            select p.id, p.client_id from billing.promise p cross join billing.settings s
            where p.state = 'open' and p.valid_until < $1 and not ($1 = any (s.no_cut_days) or $2 = any (s.no_cut_weekdays))
            order by p.id limit {ChunkSize}
            """, today, (int)today.DayOfWeek == 0 ? 7 : (int)today.DayOfWeek).ListAsync(row => (Id: row.GetGuid(0), Client: row.GetGuid(1)), cancellationToken);
        if (over.Count == 0) return 0;
        // A payment that came first kept its promise; one that comes later gives service again.
        await Accounts.HoldAsync(connection, [.. over.Select(one => one.Client).Distinct()], cancellationToken);
        var owed = await connection.Sql(Break, over.Select(one => one.Id).ToArray(), today, clock.GetUtcNow())
            .ListAsync(
                row => new Verdict(row.GetGuid(0), row.GetGuid(1), true, row.GetFieldValue<Guid[]>(2), row.GetDecimal(3), row.GetFieldValue<DateOnly>(4), row.GetFieldValue<DateOnly>(5)),
                cancellationToken);
        if (owed.Count == 0) return over.Count;
        var result = await states.RequestAsync(
            transaction,
            new ContractStateRequest(
                ContractState.Disabled, ContractStateOrigin.System, Reasons.Broken,
                [.. owed.Select(one => new ContractStateCause(one.ContractId) { InvoiceIds = one.Invoices, LastDueOn = one.LastDue })]),
            cancellationToken);
        await Proof.KeepAsync(connection, "promise_broken", "AUT-22", owed, result, today, clock.GetUtcNow(), cancellationToken);
        return over.Count;
    }

    private const string Break =
        """
        with broken as materialized (
            update billing.promise set state = 'broken', ended_at = $3 where id = any ($1) and state = 'open' returning contract_id)
        select c.id, c.client_id, array_agg(i.id order by i.first_due_date, i.id), sum(i.balance), min(i.first_due_date), max(i.first_due_date)
        from broken b
        join network.contracts_v1 c on c.id = b.contract_id
        cross join billing.settings s
        join billing.invoice i on i.contract_id = c.id and i.state = 'pending' and i.first_due_date < $2 and i.balance >= s.minimum_debt
        group by c.id, c.client_id
        """;
}
