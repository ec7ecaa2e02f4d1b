using System.Text.Json;
using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Runs;

/// <summary>
/// A billing run in chunks: plan → look → issue. Started by the timer at the hour of the settings it plans, and issues too when the ISP lets it;
/// a night that was missed is caught up, each period from its own first day. Planning and issuing go in lanes, side by side.
/// </summary>
internal sealed class RunJob(
    RunLanes lanes, PlanInvoices plan, IssueInvoices issue, DiscardDrafts discard, IIsp isp, IActorAccessor actor, IStringLocalizer<BillingText> text, TimeProvider clock) : IJob
{
    public const string Key = "billing.run";
    private const int ContractsAtOnce = 5000;
    private const int InvoicesAtOnce = 5000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var cursor = step.Cursor<RunCursor>() ?? await BeginAsync(step, cancellationToken);
        return cursor switch
        {
            null => StepResult.Done(),
            { Act: RunAct.Discard } => await DiscardAsync(step, cursor, cancellationToken),
            { Lane: null } => await DivideAsync(step, cursor, cancellationToken),
            { IsOver: true } => await EndAsync(step, cursor, cancellationToken),
            { Act: RunAct.Plan } => await PlanAsync(step, cursor, cursor.Lane, cancellationToken),
            _ => await IssueAsync(step, cursor, cursor.Lane, cancellationToken),
        };
    }

    private async Task<RunCursor?> BeginAsync(JobStep step, CancellationToken cancellationToken)
    {
        var arguments = step.ArgumentsJson.ValueKind is JsonValueKind.Object ? step.Arguments<RunArguments>() : null;
        if (arguments?.RunId is { } run) return RunCursor.Of(run, arguments.Act, arguments.Lane);

        // The timer ticks each hour; the first tick at or after the hour of the settings makes the day's run, also when the machine was off before.
        var (today, local) = (await isp.TodayAsync(cancellationToken), await isp.LocalAsync(clock.GetUtcNow(), cancellationToken));
        await step.Transaction.Connection.Sql("select pg_advisory_xact_lock(hashtextextended('billing.timer', 0))").RunAsync(cancellationToken);
        var begun = await step.Transaction.Connection.Sql(
            """
            insert into billing.run (day, by_timer, actor, job_id, created_at)
            select $1, true, $3, $4, $5 from billing.settings s
            where s.run_hour <= $2 and not exists (select from billing.run r where r.by_timer and r.day >= $1)
            returning id
            """, today, local.Hour, actor.Current.Name, step.JobId, clock.GetUtcNow()).ValueAsync<Guid?>(cancellationToken);
        return begun is null ? null : RunCursor.Of(begun.Value, RunAct.Plan);
    }

    private async Task<StepResult> DivideAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken) =>
        await lanes.DivideAsync(step, cursor.RunId, cursor.Act, cancellationToken) is { } lane
            ? StepResult.Continue(RunCursor.Of(cursor.RunId, cursor.Act, lane))
            : StepResult.Fail(text["run.gone"]);

    private async Task<StepResult> PlanAsync(JobStep step, RunCursor cursor, RunLane lane, CancellationToken cancellationToken)
    {
        var held = await lanes.HoldAsync(step, cursor, cancellationToken);
        if (held.Day is not { } day) return StepResult.Fail(held.Failure ?? text["run.gone"]);
        var chunk = await plan.RunAsync(step.Transaction, cursor.RunId, day, cursor.After, lane.Until, ContractsAtOnce, cancellationToken);
        var sums = await lanes.NoteAsync(step, cursor, new RunSums(chunk.Invoices, chunk.Nothing, cursor.IsAgain ? 0 : chunk.Problems), cancellationToken);
        await step.ReportAsync(new JobCounts(sums.Invoices, null, sums.Nothing, sums.Problems), text["run.planned", sums.Invoices]);
        var next = cursor with { After = chunk.Last, Behind = cursor.Behind + chunk.Behind };
        if (chunk.Looked == ContractsAtOnce) return StepResult.Continue(next);
        return StepResult.Continue(next.Behind > 0 ? next with { After = lane.After, Behind = 0, IsAgain = true } : next with { IsOver = true });
    }

    private async Task<StepResult> IssueAsync(JobStep step, RunCursor cursor, RunLane lane, CancellationToken cancellationToken)
    {
        if (await lanes.HoldAsync(step, cursor, cancellationToken) is { Day: null, Failure: var failure }) return StepResult.Fail(failure ?? text["run.gone"]);
        var drafts = await DraftsAsync(step, cursor, cancellationToken);
        var issued = await issue.RunAsync(step.Transaction, drafts, cancellationToken);
        var sums = await lanes.NoteAsync(step, cursor, new RunSums(issued.Count, 0, 0), cancellationToken);
        await step.ReportAsync(new JobCounts(sums.Invoices, null, 0, 0), text["run.issued", sums.Invoices]);
        return StepResult.Continue(cursor with { After = drafts.Count == 0 ? cursor.After : drafts[^1], IsOver = drafts.Count < InvoicesAtOnce });
    }

    private async Task<StepResult> EndAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken)
    {
        if (!await lanes.EndAsync(step, cursor, cancellationToken)) return StepResult.Done();
        if (cursor.Act == RunAct.Issue)
        {
            await step.Transaction.Connection.Sql("update billing.run set state = 'issued', issued_at = $2 where id = $1", cursor.RunId, clock.GetUtcNow()).RunAsync(cancellationToken);
            return StepResult.Done();
        }

        // Whoever looks between the two steps finds the job that goes on.
        var goesOn = await step.Transaction.Connection.Sql(
            """
            update billing.run r
            set state = case when d.none then 'issued' when d.goes_on then 'issuing' else 'planned' end, issued_at = case when d.none then $2 end,
                job_id = case when d.goes_on then $3 else r.job_id end
            from (
                select i.none, o.by_timer and s.issue_by_itself and not i.none as goes_on
                from billing.run o cross join billing.settings s
                cross join (select not exists (select from billing.invoice where run_id = $1 and state = 'draft') as none) i
                where o.id = $1) d
            where r.id = $1 returning d.goes_on
            """, cursor.RunId, clock.GetUtcNow(), step.JobId).ValueAsync<bool>(cancellationToken);
        return goesOn ? StepResult.Continue(RunCursor.Of(cursor.RunId, RunAct.Issue)) : StepResult.Done();
    }

    private async Task<StepResult> DiscardAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql(PlanInvoices.Lock).RunAsync(cancellationToken);
        var drafts = await DraftsAsync(step, cursor, cancellationToken);
        await discard.RunAsync(step.Transaction, drafts, cancellationToken);
        var next = cursor with { After = drafts.LastOrDefault(), Discarded = cursor.Discarded + drafts.Count };
        await step.ReportAsync(new JobCounts(next.Discarded, null, 0, 0), text["run.discarded", next.Discarded]);
        if (drafts.Count == InvoicesAtOnce) return StepResult.Continue(next);
        await step.Transaction.Connection.Sql("delete from billing.period where run_id = $1 and outcome = 'nothing'", cursor.RunId).RunAsync(cancellationToken);
        await step.Transaction.Connection.Sql("update billing.run set state = 'discarded' where id = $1", cursor.RunId).RunAsync(cancellationToken);
        return StepResult.Done();
    }

    private static Task<List<Guid>> DraftsAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken) =>
        step.Transaction.Connection.Sql(
            "select id from billing.invoice where run_id = $1 and state = 'draft' and ($3::uuid is null or id > $3) and ($4::uuid is null or id <= $4) order by id limit $2",
            cursor.RunId, InvoicesAtOnce, cursor.After.As(NpgsqlDbType.Uuid), cursor.Lane?.Until.As(NpgsqlDbType.Uuid))
            .ListAsync(row => row.GetGuid(0), cancellationToken);
}
