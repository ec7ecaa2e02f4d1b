using System.Globalization;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>Lines that were cut or came back. What still waits of the opposite is told no more.</summary>
internal sealed class TellOfStates(NoticeLedger ledger, TimeProvider clock) : IEventHandler<ContractStatesChanged>
{
    public async Task HandleAsync(ContractStatesChanged payload, IWispTransaction transaction, CancellationToken cancellationToken)
    {
        var changed = payload.Changes.Where(change => (change.From == ContractState.Disabled) != (change.To == ContractState.Disabled)).ToLookup(change => change.To == ContractState.Disabled);
        await TellAsync(transaction, NoticeKinds.Cut, NoticeKinds.Restored, [.. changed[true]], cancellationToken);
        await TellAsync(transaction, NoticeKinds.Restored, NoticeKinds.Cut, [.. changed[false]], cancellationToken);
    }

    private async Task TellAsync(IWispTransaction transaction, string kind, string opposite, IReadOnlyList<ContractStateChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) return;
        await transaction.Connection.Sql(
            """
            update portal.delivery d set state = 'expired', last_error = 'overtaken', at = $4
            from portal.notice n
            where n.client_id = any ($2) and n.kind = $1 and n.arguments ->> 'contract' = any ($3) and d.notice_id = n.id and d.state = 'queued'
            """, opposite, changes.Select(change => change.ClientId).Distinct().ToArray(), changes.Select(change => $"{change.ContractId}").ToArray(), clock.GetUtcNow()).RunAsync(cancellationToken);
        // A contract that has ended was not cut: it was over.
        await ledger.TellAsync(
            transaction, kind, changes.Min(change => change.At),
            """
            select c.client_id, f.key, jsonb_build_object('plan', p.name, 'contract', c.id) as arguments, '/portal'::text as url
            from unnest($1::uuid[], $2::text[]) as f(contract, key)
            join network.contracts_v1 c on c.id = f.contract and not c.ended
            join network.plans_v1 p on p.id = c.plan_id
            """,
            [changes.Select(change => change.ContractId).ToArray(), changes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.ContractId}:{change.At.ToUnixTimeMilliseconds()}")).ToArray()],
            cancellationToken);
    }
}

/// <summary>A node that is down, to all whose lines hang on it. Told only while it lasts.</summary>
internal sealed class TellOfOutage(NoticeLedger ledger, IIsp isp) : IEventHandler<NodeDown>
{
    public async Task HandleAsync(NodeDown payload, IWispTransaction transaction, CancellationToken cancellationToken) => await ledger.TellAsync(
        transaction, NoticeKinds.Outage, payload.At,
        """
        select distinct c.client_id, $1::uuid::text as key, jsonb_build_object('since', $3::text, 'reason', $4::text) as arguments, '/portal'::text as url
        from network.contracts_v1 c
        where c.node_id = $2 and not c.ended and c.state <> 'disabled'
          and exists (select from network.outages_v1 o where o.id = $1 and o.ended_at is null)
        """,
        [
            payload.OutageId, payload.NodeId, (await isp.LocalAsync(payload.At, cancellationToken)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), payload.Reason ?? "",
        ], cancellationToken);
}

/// <summary>It is up again, to all who were told that it is down.</summary>
internal sealed class TellOfOutageOver(NoticeLedger ledger, TimeProvider clock) : IEventHandler<NodeUp>
{
    public async Task HandleAsync(NodeUp payload, IWispTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.Connection.Sql(
            """
            update portal.delivery d set state = 'expired', last_error = 'overtaken', at = $3
            from portal.notice n where n.kind = $1 and n.key = $2 and d.notice_id = n.id and d.state = 'queued'
            """, NoticeKinds.Outage, $"{payload.OutageId}", clock.GetUtcNow()).RunAsync(cancellationToken);
        await ledger.TellAsync(
            transaction, NoticeKinds.OutageOver, payload.At,
            "select client_id, key, '{}'::jsonb as arguments, '/portal'::text as url from portal.notice where kind = $1 and key = $2",
            [NoticeKinds.Outage, $"{payload.OutageId}"], cancellationToken);
    }
}
