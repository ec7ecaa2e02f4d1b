using Microsoft.Extensions.Localization;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Accounting;

/// <summary>How far the round is, and how many hours it rolled up.</summary>
internal sealed record AccountingCursor(AccountingStep Step, int Hours);

internal enum AccountingStep
{
    EndLost,
    Close,
    RollUp,
}

/// <summary>
/// Keeps what accounting writes in shape: partitions ahead and old ones away, sessions whose Stop was lost ended, and bytes rolled up to hours
/// and days. What does one step is one statement in the database.
/// </summary>
internal sealed class AccountingJob(TimeProvider clock, IStringLocalizer<NetworkText> text) : IJob
{
    public const string Key = "network.accounting";

    /// <summary>How long after its hour a packet may still come in for it.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(10);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var cursor = step.Cursor<AccountingCursor>();
        var now = clock.GetUtcNow();
        var connection = step.Transaction.Connection;
        switch (cursor?.Step)
        {
            case null:
                await connection.Sql("select network.keep_partitions($1)", now).RunAsync(cancellationToken);
                return StepResult.Continue(new AccountingCursor(AccountingStep.EndLost, 0));
            case AccountingStep.EndLost:
                // Three updates missed, and a minute for their way.
                await connection.Sql(
                    "select network.end_lost_sessions($1 - make_interval(secs => 3 * interim_seconds + 60), $1) from network.radius_policy", now)
                    .RunAsync(cancellationToken);
                return StepResult.Continue(cursor with { Step = AccountingStep.Close });
            case AccountingStep.Close:
                await connection.Sql("select network.close_slots($1)", now - Lateness).RunAsync(cancellationToken);
                return StepResult.Continue(cursor with { Step = AccountingStep.RollUp });
            default:
                if (await connection.Sql("select network.roll_up()").ValueAsync<bool>(cancellationToken))
                    return StepResult.Continue(cursor with { Hours = cursor.Hours + 1 });
                await step.ReportAsync(new JobCounts(cursor.Hours, null, 0, 0), text["accounting.done", cursor.Hours]);
                return StepResult.Done();
        }
    }
}
