using Wisp.Sdk;

namespace Wisp.Runtime.Events;

/// <summary>Removes old events that every subscriber has handled, some at a time; what waits or is parked stays.</summary>
internal sealed class SweepEvents(TimeProvider clock) : IJob
{
    public const string Key = "host.sweep-events";
    private const int Chunk = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var removed = await step.Transaction.Connection.Sql(
            $"""
            with old as (
              select e.id from host.event e
              where e.at < $1 and e.fanned_out
                and not exists (select from host.event_delivery d where d.event_id = e.id and d.state <> 'done')
              order by e.at
              limit {Chunk}),
            delivered as (delete from host.event_delivery d using old where d.event_id = old.id)
            delete from host.event e using old where e.id = old.id
            """, clock.GetUtcNow() - Kept).RunAsync(cancellationToken);
        var done = step.Cursor<long>() + removed;
        await step.ReportAsync(new JobCounts(done, null, 0, 0));
        return removed == 0 ? StepResult.Done() : StepResult.Continue(done);
    }
}
