using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>Removes what timers did long ago; what a person asked for stays.</summary>
internal sealed class SweepJobs(TimeProvider clock) : IJob
{
    public const string Key = "host.sweep-jobs";
    private const int Chunk = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var removed = await step.Transaction.Connection.Sql(
            $"""
            delete from host.job where id in (
              select id from host.job
              where finished_at < $1 and timer is not null and state in ('done', 'failed', 'cancelled')
              order by created_at limit {Chunk})
            """, clock.GetUtcNow() - Kept).RunAsync(cancellationToken);
        var done = step.Cursor<long>() + removed;
        await step.ReportAsync(new JobCounts(done, null, 0, 0));
        return removed == 0 ? StepResult.Done() : StepResult.Continue(done);
    }
}
