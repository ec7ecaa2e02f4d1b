using NpgsqlTypes;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ContractStates;

/// <param name="Now">What the contract shows after, as a code of <see cref="ShownState"/>.</param>
/// <param name="Written">What the batch had made of it.</param>
/// <param name="Reason">Key of why it was left alone, or <c>null</c> when it was put back.</param>
internal sealed record PutBackLine(Guid ClientId, string Now, string Written, string? Reason);

/// <summary>
/// Takes a batch's changes of state back, with their origins: what the system had disabled is the system's again. What changed since, what
/// has ended and what belongs to a deactivated client stays.
/// </summary>
[Feature]
internal sealed class PutBackStates(IActorAccessor actor, TimeProvider clock)
{
    public async Task<IReadOnlyList<PutBackLine>> RunAsync(
        IWispTransaction transaction, Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("network", cancellationToken);
        return await transaction.Connection.Sql(
            """
            with was as (
                select a.entity_id, a.old, a.new
                from host.audit_v1 a
                where a.batch_id = $1 and a.subject_id = any ($2)
                  and a.schema_name = 'network' and a.table_name = 'contract' and a.action = 'U' and (a.new ? 'state' or a.new ? 'state_origin')),
            line as materialized (
                select c.id, c.client_id, c.state, c.state_origin,
                       coalesce(was.old ->> 'state', c.state) as before, coalesce(was.old ->> 'state_origin', c.state_origin) as before_origin,
                       case when was.new ? 'state_reason' then was.old ->> 'state_reason' else c.state_reason end as before_reason,
                       case when was.new ? 'grace_from' then (was.old ->> 'grace_from')::date else c.grace_from end as before_grace,
                       coalesce(was.new ->> 'state', c.state) as written, coalesce(was.new ->> 'state_origin', c.state_origin) as written_origin,
                       case when c.ended then 'bulk.ended'
                            when exists (select from clients.clients_v1 k where k.id = c.client_id and k.status <> 'active') then 'bulk.deactivated'
                            when (c.state, c.state_origin, c.state_reason) is distinct from
                                 (coalesce(was.new ->> 'state', c.state), coalesce(was.new ->> 'state_origin', c.state_origin), coalesce(was.new ->> 'state_reason', c.state_reason))
                            then 'bulk.touched' end as reason
                from was join network.contract c on c.id = was.entity_id
                order by c.id
                for update of c),
            wanted as (
                select * from line where (state, state_origin) is distinct from (before, before_origin)),
            back as (
                update network.contract c
                set state = w.before, state_origin = w.before_origin, state_reason = w.before_reason, state_changed_at = $3, grace_from = w.before_grace
                from wanted w
                where c.id = w.id and w.reason is null),
            told as (
                insert into network.state_change (contract_id, from_state, to_state, origin, reason, actor, at)
                select w.id, w.state, w.before, w.before_origin, $4, $5, $3 from wanted w where w.reason is null)
            select w.client_id, w.reason,
                   case when w.reason is null then w.before else w.state end, case when w.reason is null then w.before_origin else w.state_origin end,
                   w.written, w.written_origin
            from wanted w
            """, batch, clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), clock.GetUtcNow(), Reasons.BulkReverted, actor.Current.Name)
            .ListAsync(
                row => new PutBackLine(
                    row.GetGuid(0), ShownState.Of(row.GetString(2), row.GetString(3)), ShownState.Of(row.GetString(4), row.GetString(5)), row.Text(1)),
                cancellationToken);
    }
}
