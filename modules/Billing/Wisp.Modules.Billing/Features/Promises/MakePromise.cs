using Npgsql;
using Wisp.Contracts.Network;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Promises;

/// <summary>Enables a contract that was cut until a day by which its client promises to pay (5.10).</summary>
[Feature]
internal sealed class MakePromise(IDatabase<BillingDb> database, IContractStates states, IIsp isp, IActorAccessor actor, TimeProvider clock)
{
    public async Task<Problem?> RunAsync(Guid contract, string? typedDay, CancellationToken cancellationToken)
    {
        var today = await isp.TodayAsync(cancellationToken);
        if (Typed.Day(typedDay) is not { } until) return new("Until", "date.invalid", typedDay ?? "");
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        var found = (await connection.Sql(
            """
            select c.client_id, c.state, s.promise_limit::integer, s.promise_longest_days::integer,
                   (select count(*)::integer from billing.promise p where p.contract_id = c.id and p.made_at > $2 - interval '90 days'),
                   exists (select from billing.promise p where p.contract_id = c.id and p.state = 'open')
            from network.contracts_v1 c cross join billing.settings s where c.id = $1
            """, contract, clock.GetUtcNow()).ListAsync(
                row => (Client: row.GetGuid(0), State: row.GetString(1), Limit: row.GetInt32(2), Longest: row.GetInt32(3), Made: row.GetInt32(4), IsOpen: row.GetBoolean(5)), cancellationToken))
            .SingleOrDefault();
        if (found.State is null) return Problem.Stale;
        if (found.IsOpen) return new("", "promise.open");
        if (found.State != "disabled") return new("", "promise.not-cut");
        if (found.Made >= found.Limit) return new("", "promise.too-many", found.Made, found.Limit);
        if (until < today || until > today.AddDays(found.Longest)) return new("Until", "promise.day", until, today, today.AddDays(found.Longest));

        try
        {
            await connection.Sql(
                "insert into billing.promise (contract_id, client_id, valid_until, made_at, actor) values ($1, $2, $3, $4, $5)",
                contract, found.Client, until, clock.GetUtcNow(), actor.Current.Name).RunAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.ConstraintName == "promise_open")
        {
            return new("", "promise.open");
        }

        var result = await states.RequestAsync(
            transaction, new ContractStateRequest(ContractState.Enabled, ContractStateOrigin.System, Reasons.Promise, [new ContractStateCause(contract)]), cancellationToken);
        if (result.Kept is [var kept]) return new("", $"promise.kept.{kept.Rule}");
        await connection.Sql(
            """
            insert into billing.automatic_act (contract_id, client_id, act, rule, invoice_ids, debt, due_on, day, at)
            select $1, $2, 'promise', 'AUT-21', coalesce(array_agg(i.id), array[]::uuid[]), coalesce(sum(i.balance), 0), $3, $4, $5
            from billing.invoice i where i.contract_id = $1 and i.state = 'pending'
            """, contract, found.Client, until, today, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
