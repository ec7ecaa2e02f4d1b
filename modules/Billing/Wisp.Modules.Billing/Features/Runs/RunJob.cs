using System.Text.Json;
using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Runs;

/// <summary>
/// A billing run in chunks: plan → look → issue. Started by the timer at the hour of the settings it plans, and issues too when the ISP lets it;
/// a night that was missed is caught up, each period from its own first day.
/// </summary>
internal sealed class RunJob(PlanInvoices plan, IssueInvoices issue, DiscardDrafts discard, IIsp isp, IActorAccessor actor, IStringLocalizer<BillingText> text, TimeProvider clock) : IJob
{
    public const string Key = "billing.run";
    private const int ContractsAtOnce = 5000;
    private const int InvoicesAtOnce = 5000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var cursor = step.Cursor<RunCursor>() ?? await BeginAsync(step, cancellationToken);
        return cursor?.Act switch
        {
            null => StepResult.Done(),
            RunAct.Plan => await PlanAsync(step, cursor, cancellationToken),
            RunAct.Issue => await IssueAsync(step, cursor, cancellationToken),
            _ => await DiscardAsync(step, cursor, cancellationToken),
        };
    }

    private async Task<RunCursor?> BeginAsync(JobStep step, CancellationToken cancellationToken)
    {
        var arguments = step.ArgumentsJson.ValueKind is JsonValueKind.Object ? step.Arguments<RunArguments>() : null;
        if (arguments?.RunId is { } run) return new RunCursor(run, arguments.Act, null, 0, 0, 0);

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
        return begun is null ? null : new RunCursor(begun.Value, RunAct.Plan, null, 0, 0, 0);
    }

    private async Task<StepResult> PlanAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken)
    {
        var connection = step.Transaction.Connection;
        var day = await connection.Sql("select day from billing.run where id = $1 and state = 'planning'", cursor.RunId).ValueAsync<DateOnly?>(cancellationToken);
        if (day is null) return StepResult.Fail(text["run.gone"]);
        var chunk = await plan.RunAsync(step.Transaction, cursor.RunId, day.Value, cursor.After, ContractsAtOnce, cancellationToken);
        var next = cursor with { After = chunk.Last, Done = cursor.Done + chunk.Invoices, Nothing = cursor.Nothing + chunk.Nothing, Behind = cursor.Behind + chunk.Behind };
        await step.ReportAsync(new JobCounts(next.Done, null, next.Nothing, chunk.Problems), text["run.planned", next.Done]);
        if (chunk.Looked == ContractsAtOnce) return StepResult.Continue(next);
        if (next.Behind > 0) return StepResult.Continue(next with { After = null, Behind = 0 });

        var goesOn = await connection.Sql(
            """
            update billing.run r set state = case when $2 = 0 then 'issued' when r.by_timer and s.issue_by_itself then 'issuing' else 'planned' end, issued_at = case when $2 = 0 then $3 end
            from billing.settings s where r.id = $1 returning r.by_timer and s.issue_by_itself and $2 > 0
            """, cursor.RunId, next.Done, clock.GetUtcNow()).ValueAsync<bool>(cancellationToken);
        return goesOn ? StepResult.Continue(next with { Act = RunAct.Issue, After = null, Done = 0 }) : StepResult.Done();
    }

    private async Task<StepResult> IssueAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken)
    {
        var connection = step.Transaction.Connection;
        var drafts = await DraftsAsync(step, cursor, cancellationToken);
        var issued = await issue.RunAsync(step.Transaction, drafts, cancellationToken);
        var next = cursor with { After = drafts.LastOrDefault(), Done = cursor.Done + issued.Count };
        await step.ReportAsync(new JobCounts(next.Done, null, 0, 0), text["run.issued", next.Done]);
        if (drafts.Count == InvoicesAtOnce) return StepResult.Continue(next);
        await connection.Sql("update billing.run set state = 'issued', issued_at = $2 where id = $1", cursor.RunId, clock.GetUtcNow()).RunAsync(cancellationToken);
        return StepResult.Done();
    }

    private async Task<StepResult> DiscardAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql(PlanInvoices.Lock).RunAsync(cancellationToken);
        var drafts = await DraftsAsync(step, cursor, cancellationToken);
        await discard.RunAsync(step.Transaction, drafts, cancellationToken);
        var next = cursor with { After = drafts.LastOrDefault(), Done = cursor.Done + drafts.Count };
        await step.ReportAsync(new JobCounts(next.Done, null, 0, 0), text["run.discarded", next.Done]);
        if (drafts.Count == InvoicesAtOnce) return StepResult.Continue(next);
        await step.Transaction.Connection.Sql("delete from billing.period where run_id = $1 and outcome = 'nothing'", cursor.RunId).RunAsync(cancellationToken);
        await step.Transaction.Connection.Sql("update billing.run set state = 'discarded' where id = $1", cursor.RunId).RunAsync(cancellationToken);
        return StepResult.Done();
    }

    private static Task<List<Guid>> DraftsAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken) =>
        step.Transaction.Connection.Sql(
            "select id from billing.invoice where run_id = $1 and state = 'draft' and ($3::uuid is null or id > $3) order by id limit $2",
            cursor.RunId, InvoicesAtOnce, cursor.After.As(NpgsqlDbType.Uuid))
            .ListAsync(row => row.GetGuid(0), cancellationToken);
}
