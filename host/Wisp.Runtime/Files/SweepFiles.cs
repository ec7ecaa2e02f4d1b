using Wisp.Sdk;

namespace Wisp.Runtime.Files;

/// <summary>Removes files that expired and uploads that never became whole, a few at a time.</summary>
internal sealed class SweepFiles(TimeProvider clock) : IJob
{
    public const string Key = "host.sweep-files";
    private static readonly TimeSpan Orphaned = TimeSpan.FromDays(1);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var removed = await step.Transaction.Connection.Sql(
            """
            delete from host.file where id in (
              select id from host.file
              where expires_at < $1 or (not complete and created_at < $2)
              limit 20 for update skip locked)
            """, clock.GetUtcNow(), clock.GetUtcNow() - Orphaned).RunAsync(cancellationToken);
        var done = step.Cursor<long>() + removed;
        await step.ReportAsync(new JobCounts(done, null, 0, 0));
        return removed == 0 ? StepResult.Done() : StepResult.Continue(done);
    }
}
