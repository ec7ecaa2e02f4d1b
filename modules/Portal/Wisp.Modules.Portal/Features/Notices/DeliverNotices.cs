using Microsoft.Extensions.Localization;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <param name="Channel">How many channels are done.</param>
/// <param name="Done">How many deliveries were taken to an end.</param>
internal sealed record DeliverCursor(int Channel, long Done);

/// <summary>
/// Hands over what is due, channel by channel. Each lot is claimed, handed over and recorded in transactions of its own, apart from the job's steps: a claim that
/// goes over a network is committed before it, and what a dead worker had claimed is <c>unknown</c>.
/// </summary>
internal sealed class DeliverNotices(IDatabase<PortalDb> database, NoticeWays ways, HandNoticesOver handOver, IStringLocalizer<NoticeText> text, TimeProvider clock) : IJob
{
    public const string Key = "portal.deliver-notices";
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(4);

    // A claim of another courier that is so old is a dead one's.
    private static readonly TimeSpan LongestInHand = TimeSpan.FromMinutes(10);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        if (step.Cursor<DeliverCursor>() is not { } cursor)
        {
            await step.Transaction.Connection.Sql("update portal.courier set called = false where called").RunAsync(cancellationToken);
            await step.Transaction.Connection.Sql("update portal.delivery set state = 'expired', at = $1 where state = 'queued' and expires_at <= $1", clock.GetUtcNow()).RunAsync(cancellationToken);
            return StepResult.Continue(new DeliverCursor(0, 0));
        }

        await ForgetAsync(step.JobId, cancellationToken);
        if (cursor.Channel >= ways.Channels.Count) return StepResult.Done();
        var (channel, begun, done) = (ways.Channels[cursor.Channel], clock.GetUtcNow(), cursor.Done);
        var more = true;
        while (more && clock.GetUtcNow() - begun < AtOnce && !cancellationToken.IsCancellationRequested)
        {
            var ended = await handOver.RunAsync(step.JobId, channel, cancellationToken);
            (done, more) = (done + ended, ended > 0);
        }

        await step.ReportAsync(new JobCounts(done, null, 0, 0), text["job.deliver.done", done]);
        return StepResult.Continue(new DeliverCursor(cursor.Channel + (more ? 0 : 1), done));
    }

    // The job's lock says that nobody else does it: what it still has in hand is of a worker that died.
    private async Task ForgetAsync(Guid job, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql(
            "update portal.delivery set state = 'unknown', claimed_by = null, last_error = 'worker', at = $2 where state = 'sending' and (claimed_by = $1 or at < $3)", job, now, now - LongestInHand).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
