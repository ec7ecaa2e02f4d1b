using Microsoft.Extensions.Localization;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Fiscal;

/// <param name="After">The series that was done last.</param>
/// <param name="Found">How many were reported since the first series: while there are some, it begins again.</param>
internal sealed record ReportCursor(SeriesKey? After, long Done, long Found = 0);

/// <summary>
/// Reports what waits, a few seconds of each series in turn; one worker at a time sends in a series (AR-07). What it writes is written apart from its steps: an
/// authorisation that came back is never lost with one.
/// </summary>
internal sealed class ReportJob(ReportDocument report, IStringLocalizer<FiscalText> text, TimeProvider clock) : IJob
{
    public const string Key = "billing.report";
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(4);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var cursor = step.Cursor<ReportCursor>() ?? new ReportCursor(null, 0);
        var connection = step.Transaction.Connection;
        var begun = clock.GetUtcNow();
        if (await FiscalQueue.NextAsync(connection, cursor.After, begun, cancellationToken) is not { } series)
            return cursor.Found == 0 ? StepResult.Done() : StepResult.Continue(cursor with { After = null, Found = 0 });
        var next = cursor with { After = series };
        if (!await connection.Sql("select pg_try_advisory_xact_lock(hashtextextended($1, 0))", series.Lock).ValueAsync<bool>(cancellationToken)) return StepResult.Continue(next);

        while (await FiscalQueue.HeadAsync(connection, series, cancellationToken) is { } document)
        {
            if (!await report.RunAsync(series, document, cancellationToken)) break;
            next = next with { Done = next.Done + 1, Found = next.Found + 1 };
            if (clock.GetUtcNow() - begun > AtOnce) break;
        }

        await step.ReportAsync(new JobCounts(next.Done, null, 0, 0), text["job.done", next.Done]);
        return StepResult.Continue(next);
    }
}
