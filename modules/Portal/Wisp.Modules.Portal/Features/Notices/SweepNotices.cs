using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>Removes notices of long ago.</summary>
internal sealed class SweepNotices(TimeProvider clock) : IJob
{
    public const string Key = "portal.sweep-notices";
    private const int Chunk = 5000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var removed = await step.Transaction.Connection.Sql(
            $"delete from portal.notice where id in (select id from portal.notice where made_at < $1 order by made_at limit {Chunk})", clock.GetUtcNow() - Kept).RunAsync(cancellationToken);
        return removed == 0 ? StepResult.Done() : StepResult.Continue(new { });
    }
}
