using Microsoft.Extensions.Localization;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

/// <summary>
/// Changes the frozen clients chunk by chunk, each chunk in one transaction over all modules concerned. Each client is checked again
/// just before, since the plan may be old; who breaks a rule is skipped and named, the rest done.
/// </summary>
internal sealed class RunBulkJob(
    BulkFields fields, BulkStore store, ClientScopes scopes, IContributions contributions, IStringLocalizer<BulkText> text) : IJob
{
    public const string Key = "clients.bulk-run";

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var id = step.Arguments<BulkRunArguments>().Bulk;
        if (await store.FindAsync(id, cancellationToken) is not { } bulk || fields.Of(bulk.Values) is not { } marked)
            return await EndAsync(step, id, "failed", StepResult.Fail(text["job.fields-gone"]), cancellationToken);

        // It broke off, was taken back, and is told to go on after all.
        if (bulk.LastReversalJob is not null) return StepResult.Fail(text["job.taken-back"]);
        if (step.Cursor<BulkCursor>() is not { } cursor)
        {
            // The plan may be old: what it sets may have been archived since.
            var wrong = await fields.CheckAsync(marked, cancellationToken);
            // A module that does not answer may do so at the next try.
            if (wrong.FirstOrDefault(field => field.Value is null) is { Key: { } silent }) throw new InvalidOperationException($"{silent} cannot be checked.");
            if (wrong.Count > 0) return await EndAsync(step, id, "failed", StepResult.Fail(text["job.value-gone"]), cancellationToken);
            cursor = await BeginAsync(step, id, cancellationToken);
        }

        var ids = await BulkChunk.IdsAsync(step.Transaction, id, cursor.After, "b.outcome = 'change'", cancellationToken);
        if (ids.Count == 0) return await EndAsync(step, id, "done", StepResult.Done(), cancellationToken);

        await BulkChunk.LockAsync(step.Transaction, ids, cancellationToken);
        var lines = await BulkChunk.PlanAsync(contributions, marked, ids, cancellationToken);
        var outside = await scopes.OutsideAsync(ids, cancellationToken);
        foreach (var line in lines.Where(line => outside.Contains(line.Id))) line.Skip = text["skip.scope"];
        await Writing(step.Transaction, marked).RunAsync([.. lines.Where(line => line.Outcome == "change")], cancellationToken);
        await step.Transaction.Connection.Sql(
            """
            update clients.bulk_client b set outcome = t.outcome, reason = coalesce(t.reason, b.reason), changes = null
            from unnest($2::uuid[], $3::text[], $4::text[]) t (id, outcome, reason)
            where b.bulk_id = $1 and b.client_id = t.id
            """,
            id, lines.Select(line => line.Id).ToArray(), lines.Select(line => line.Outcome == "change" ? "changed" : line.Outcome).ToArray(),
            lines.Select(line => line.Skip).ToArray()).RunAsync(cancellationToken);
        await step.AddErrorsAsync([.. await BulkChunk.SkippedAsync(step.Transaction, lines, outside, cancellationToken)], cancellationToken);

        var next = cursor with
        {
            After = ids[^1],
            Behind = cursor.Behind + ids.Count,
            Done = cursor.Done + lines.Count(line => line.Outcome == "change"),
            Skipped = cursor.Skipped + lines.Count(line => line.Outcome != "change"),
        };
        await step.ReportAsync(new JobCounts(next.Done, next.Total, next.Skipped, 0), text["job.changed", next.Done, next.Skipped]);
        return StepResult.Continue(next);
    }

    private static async Task<BulkCursor> BeginAsync(JobStep step, Guid id, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql("update clients.bulk_update set batch_id = $2 where id = $1", id, step.Batch).RunAsync(cancellationToken);
        var total = await step.Transaction.Connection.Sql(
            "select count(*) from clients.bulk_client b where b.bulk_id = $1 and b.outcome = 'change'", id).ValueAsync<long>(cancellationToken);
        return new BulkCursor(Guid.Empty, 0, total, 0, 0);
    }

    private HalvingWrite<BulkLine> Writing(IWispTransaction transaction, IReadOnlyList<MarkedFields> marked) => new(
        transaction.Connection,
        async (lines, token) =>
        {
            var ids = lines.Select(line => line.Id).ToArray();
            foreach (var (module, values) in marked) await module.ApplyAsync(transaction, ids, values, token);
        },
        (line, refused) => line.Skip = text["skip.refused", refused.ConstraintName ?? refused.MessageText]);

    private static async Task<StepResult> EndAsync(JobStep step, Guid id, string state, StepResult result, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql("update clients.bulk_update set state = $2 where id = $1", id, state).RunAsync(cancellationToken);
        return result;
    }
}
