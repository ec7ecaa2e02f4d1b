using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.DueNotices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.States;

/// <summary>Where the day's check stands: promises first, then contracts by their ids, then invoices that fall due.</summary>
internal sealed record StatesCursor(DateOnly Day, bool PromisesDone, Guid? After, long Alerted, long Cut, long Broken, bool ContractsDone = false, DuePlace? Due = null);

/// <summary>
/// Once a day, at the hour of the settings or the first moment after it that the machine is on: promises that ran out, then alerts and cuts
/// (5.8), and what clients are told of it all. What a person wants done by hand is done by the same steps.
/// </summary>
internal sealed class StatesJob(DecideStates decide, BreakPromises promises, PlanDueNotices notices, IJobs jobs, IIsp isp, IStringLocalizer<BillingText> text, TimeProvider clock) : IJob
{
    public const string Key = "billing.states";

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        if (step.Cursor<StatesCursor>() is not { } cursor)
        {
            var (today, local) = (await isp.TodayAsync(cancellationToken), await isp.LocalAsync(clock.GetUtcNow(), cancellationToken));
            var begun = await step.Transaction.Connection.Sql(
                "update billing.day_done d set day = $1 from billing.settings s where d.work = 'states' and d.day < $1 and s.run_hour <= $2", today, local.Hour).RunAsync(cancellationToken);
            return begun == 0 ? StepResult.Done() : StepResult.Continue(new StatesCursor(today, false, null, 0, 0, 0));
        }

        if (!cursor.PromisesDone)
        {
            var broken = await promises.RunAsync(step.Transaction, cursor.Day, cancellationToken);
            return StepResult.Continue(cursor with { PromisesDone = broken == 0, Broken = cursor.Broken + broken });
        }

        if (cursor.ContractsDone)
        {
            if (await notices.RunAsync(step.Transaction, cursor.Day, cursor.Due, cancellationToken) is { } place) return StepResult.Continue(cursor with { Due = place });
            await jobs.EnqueueAsync(step.Transaction.Connection, new JobRequest(DueNoticesJob.Key, new { }), cancellationToken);
            return StepResult.Done();
        }

        var decided = await decide.RunAsync(step.Transaction, cursor.Day, cursor.After, cancellationToken);
        var next = cursor with { After = decided.Last, Alerted = cursor.Alerted + decided.Alerted, Cut = cursor.Cut + decided.Cut };
        await step.ReportAsync(new JobCounts(next.Alerted + next.Cut + next.Broken, null, 0, 0), text["states.done", next.Alerted, next.Cut, next.Broken]);
        return StepResult.Continue(next with { ContractsDone = decided.Last is null });
    }
}
