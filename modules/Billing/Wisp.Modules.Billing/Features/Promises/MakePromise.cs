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
        if (Typed.Day(typedDay) is not { } until) return new("Until", "date.invalid", typedDay ?? "");
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await PromiseStanding.FindAsync(transaction.Connection, contract, clock.GetUtcNow(), cancellationToken) is not { } standing) return Problem.Stale;
        if (await RunAsync(transaction, contract, standing, until, cancellationToken) is { } problem) return problem;
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Makes it in the caller's transaction, which is in Billing's role.</summary>
    public async Task<Problem?> RunAsync(IWispTransaction transaction, Guid contract, PromiseStanding standing, DateOnly until, CancellationToken cancellationToken)
    {
        var (connection, today) = (transaction.Connection, await isp.TodayAsync(cancellationToken));
        if (standing.Refusal is { } refused) return refused;
        if (until < today || until > today.AddDays(standing.Longest)) return new("Until", "promise.day", until, today, today.AddDays(standing.Longest));

        try
        {
            await connection.Sql(
                "insert into billing.promise (contract_id, client_id, valid_until, made_at, actor) values ($1, $2, $3, $4, $5)",
                contract, standing.Client, until, clock.GetUtcNow(), actor.Current.Name).RunAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.ConstraintName == "promise_open")
        {
            return new("", "promise.open");
        }

        var result = await states.RequestAsync(
            transaction, new ContractStateRequest(ContractState.Enabled, ContractStateOrigin.System, Reasons.Promise, [new ContractStateCause(contract)]), cancellationToken);
        if (result.Kept is [var kept]) return PromiseStanding.Kept(kept.Rule);
        await connection.Sql(
            """
            insert into billing.automatic_act (contract_id, client_id, act, rule, invoice_ids, debt, due_on, day, at)
            select $1, $2, 'promise', 'AUT-21', coalesce(array_agg(i.id), array[]::uuid[]), coalesce(sum(i.balance), 0), $3, $4, $5
            from billing.invoice i where i.contract_id = $1 and i.state = 'pending'
            """, contract, standing.Client, until, today, clock.GetUtcNow()).RunAsync(cancellationToken);
        return null;
    }
}
