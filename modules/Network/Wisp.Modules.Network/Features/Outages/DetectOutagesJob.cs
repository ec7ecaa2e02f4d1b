using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Outages;

/// <summary>Every minute: a node most of whose sessions ended within a minute is down, and up again once as many are back.</summary>
internal sealed class DetectOutagesJob(ISettings settings, IEvents events, IActorAccessor actor, TimeProvider clock, IStringLocalizer<NetworkText> text) : IJob
{
    public const string Key = "network.outages";

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var rule = await settings.GetAsync<OutageSettings>(OutageSettings.Key, cancellationToken) ?? OutageSettings.Default;
        if (!rule.Detect) return StepResult.Done();
        var connection = step.Transaction.Connection;
        var ups = await UpAsync(connection, rule, cancellationToken);
        var downs = await DownAsync(connection, rule, cancellationToken);
        foreach (var up in ups) await events.PublishAsync(connection, up, cancellationToken);
        foreach (var down in downs) await events.PublishAsync(connection, down, cancellationToken);
        await step.ReportAsync(new JobCounts(downs.Count + ups.Count, null, 0, 0), text["outage.job.done", downs.Count, ups.Count]);
        return StepResult.Done();
    }

    // Whoever is online again did not fall, whose session we ended ourselves neither, and what ended before the last outage was over belongs to that one.
    // Sessions whose end was lost are together when they are noticed together: each ended when it was last heard of.
    private Task<List<NodeDown>> DownAsync(NpgsqlConnection connection, OutageSettings rule, CancellationToken cancellationToken) => connection.Sql(
        """
        with recent as (
            select s.node_id, s.contract_id, s.ended_at, s.ended_at as noticed_at
            from network.session s
            where s.ended_at > $1 - interval '10 minutes' and s.ended_at <= $1 and s.end_cause is distinct from 'Replaced' and s.end_cause is distinct from 'Lost'
            union all
            select s.node_id, s.contract_id, s.ended_at, s.lost_at
            from network.session s
            where s.lost_at > $1 - interval '10 minutes' and s.lost_at <= $1 and s.ended_at is not null and s.end_cause = 'Lost'),
        ended as (
            select s.node_id, s.ended_at, s.noticed_at,
                   count(*) over (partition by s.node_id order by s.noticed_at range between current row and interval '1 minute' following) as together
            from recent s
            where s.node_id is not null
              and s.ended_at > coalesce((select max(o.ended_at) from network.outage o where o.node_id = s.node_id), '-infinity')
              and not exists (select from network.session b where b.contract_id = s.contract_id and b.ended_at is null)
              and not exists (select from network.line l where l.contract_id = s.contract_id and l.applied_at > s.ended_at - interval '2 minutes')),
        fallen as (
            select e.node_id, max(e.together) as sessions, (array_agg(e.ended_at order by e.together desc, e.noticed_at, e.ended_at))[1] as at
            from ended e
            group by e.node_id
            having max(e.together) >= $2),
        began as (
            insert into network.outage (node_id, detected, fallen, began_at, began_by)
            select f.node_id, true, f.sessions, f.at, $4
            from fallen f join network.node n on n.id = f.node_id
            where n.archived_at is null
              and f.sessions * 100 >= $3 * (f.sessions + (select count(*) from network.session s where s.node_id = f.node_id and s.ended_at is null))
            on conflict (node_id) where ended_at is null do nothing
            returning id, node_id, began_at)
        select began.id, began.node_id, n.name::text, began.began_at from began join network.node n on n.id = began.node_id
        """, clock.GetUtcNow(), rule.Least, rule.Share, actor.Current.Name)
        .ListAsync(row => new NodeDown(row.GetGuid(0), row.GetGuid(1), row.GetString(2), null, row.GetFieldValue<DateTimeOffset>(3)), cancellationToken);

    // What a person declared, a person ends.
    private Task<List<NodeUp>> UpAsync(NpgsqlConnection connection, OutageSettings rule, CancellationToken cancellationToken) => connection.Sql(
        """
        with ended as (
            update network.outage o set ended_at = greatest($1, o.began_at), ended_by = $3
            where o.detected and o.ended_at is null
              and $2 * o.fallen <= 100 * (
                  select count(*) from network.session s where s.node_id = o.node_id and s.ended_at is null and s.started_at > o.began_at)
            returning o.id, o.node_id)
        select ended.id, ended.node_id, n.name::text from ended join network.node n on n.id = ended.node_id
        """, clock.GetUtcNow(), rule.Share, actor.Current.Name)
        .ListAsync(row => new NodeUp(row.GetGuid(0), row.GetGuid(1), row.GetString(2), clock.GetUtcNow()), cancellationToken);
}
