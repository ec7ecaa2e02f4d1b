using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.ContractStates;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.DailyChanges;

/// <summary>How many were done before this step.</summary>
internal sealed record DailyCursor(long Ended, long Replanned);

/// <summary>At the turn of the day: contracts whose last day has passed end, and planned changes of plan take place.</summary>
internal sealed class DailyChangesJob(EndContracts end, IIsp isp, IStringLocalizer<NetworkText> text) : IJob
{
    public const string Key = "network.daily";
    private const int ChunkSize = 5000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var cursor = step.Cursor<DailyCursor>() ?? new(0, 0);
        var today = await isp.TodayAsync(cancellationToken);
        var ended = await end.RunAsync(step.Transaction, null, today, ChunkSize, cancellationToken);
        var replanned = await step.Transaction.Connection.Sql(
            $"""
            update network.contract set plan_id = next_plan_id, next_plan_id = null, next_plan_from = null
            where id in (select c.id from network.contract c where c.next_plan_from <= $1 order by c.id limit {ChunkSize} for update)
            """, today).RunAsync(cancellationToken);
        var next = new DailyCursor(cursor.Ended + ended, cursor.Replanned + replanned);
        await step.ReportAsync(new JobCounts(next.Ended + next.Replanned, null, 0, 0), text["daily.done", next.Ended, next.Replanned]);
        return ended < ChunkSize && replanned < ChunkSize ? StepResult.Done() : StepResult.Continue(next);
    }
}
