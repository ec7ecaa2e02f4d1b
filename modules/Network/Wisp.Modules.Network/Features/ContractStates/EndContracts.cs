using NpgsqlTypes;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ContractStates;

/// <summary>A contract whose last day has passed is disabled, whoever switches its client's states (SM-C7): a person set that day.</summary>
[Feature]
internal sealed class EndContracts(IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Ends what is due; enter the transaction with the module's own id.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="only">The contracts to look at, or <c>null</c> for all.</param>
    /// <param name="today">The business date.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>How many ended.</returns>
    public Task<long> RunAsync(IWispTransaction transaction, IReadOnlyCollection<Guid>? only, DateOnly today, int limit, CancellationToken cancellationToken) =>
        transaction.Connection.Sql(
            """
            with due as materialized (
                select c.id, c.state
                from network.contract c
                where not c.ended and c.end_date < $1 and ($2 is null or c.id = any ($2))
                order by c.id limit $3
                for update),
            disabled as (
                update network.contract c
                set ended = true, state = 'disabled',
                    state_origin = case due.state when 'disabled' then c.state_origin else 'system' end,
                    state_reason = case due.state when 'disabled' then c.state_reason else $4 end,
                    state_changed_at = case due.state when 'disabled' then c.state_changed_at else $5 end
                from due
                where due.id = c.id),
            told as (
                insert into network.state_change (contract_id, from_state, to_state, origin, reason, actor, at)
                select due.id, due.state, 'disabled', 'system', $4, $6, $5 from due where due.state <> 'disabled')
            select count(*) from due
            """, today, (only?.ToArray()).As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), limit, Reasons.Ended, clock.GetUtcNow(), actor.Current.Name).ValueAsync<long>(cancellationToken);
}
