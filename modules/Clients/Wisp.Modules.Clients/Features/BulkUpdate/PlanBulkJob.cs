using System.Text.Json;
using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

/// <summary>
/// Freezes the clients that a mass update means and finds out what would become of each. From then on the frozen clients count, whatever
/// the search would find later.
/// </summary>
internal sealed class PlanBulkJob(
    ReadSearch readSearch, BulkFields fields, BulkStore store, ClientScopes scopes, IContributions contributions, IStringLocalizer<BulkText> text) : IJob
{
    public const string Key = "clients.bulk-plan";
    private const int Sample = 20;
    private const int LongestList = 1000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var how = step.Arguments<BulkPlanArguments>();
        if (await store.FindAsync(how.Bulk, cancellationToken) is not { } bulk || fields.Of(bulk.Values) is not { } marked)
            return await FailAsync(step, how.Bulk, text["job.fields-gone"], cancellationToken);
        return step.Cursor<BulkCursor>() is { } cursor
            ? await PlanAsync(step, how.Bulk, marked, cursor, cancellationToken)
            : await FreezeAsync(step, how, cancellationToken);
    }

    private async Task<StepResult> FreezeAsync(JobStep step, BulkPlanArguments how, CancellationToken cancellationToken)
    {
        // Whoever is ticked is meant, deactivated or not found any more; the plan says what becomes of him.
        var isTicked = how.Selection.Ids.Count > 0;
        var (meant, wrong) = isTicked
            ? (ClientSearch.All with { Status = null }, null)
            : await readSearch.RunAsync(how.Selection.Query, cancellationToken);
        if (wrong is not null) return await FailAsync(step, how.Bulk, text["job.search-wrong", wrong.Text], cancellationToken);

        var filter = meant.Filter(scopes.CollectorOf);
        if (isTicked) filter.Having($"c.id = any ({filter.Parameter(how.Selection.Ids.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))})");
        var into = filter.Parameter(how.Bulk);
        var ways = string.Join("\nunion\n", filter.Ways.Select(where => $"select c.id from clients.client c {where}"));
        await using var freeze = step.Transaction.Connection.Sql(
            $"insert into clients.bulk_client (bulk_id, client_id) select {into}, m.id from ({ways}) m order by m.id", filter.Parameters);
        freeze.CommandTimeout = 0;
        var total = await freeze.ExecuteNonQueryAsync(cancellationToken);
        await step.ReportAsync(new JobCounts(0, total, 0, 0), text["job.frozen", total]);
        return StepResult.Continue(new BulkCursor(Guid.Empty, 0, total, 0, 0));
    }

    private async Task<StepResult> PlanAsync(
        JobStep step, Guid bulk, IReadOnlyList<MarkedFields> marked, BulkCursor cursor, CancellationToken cancellationToken)
    {
        var ids = await BulkChunk.IdsAsync(step.Transaction, bulk, cursor.After, "true", cancellationToken);
        if (ids.Count == 0)
        {
            await step.Transaction.Connection.Sql("update clients.bulk_update set state = 'planned' where id = $1", bulk).RunAsync(cancellationToken);
            return StepResult.Done();
        }

        var lines = await BulkChunk.PlanAsync(contributions, marked, ids, cancellationToken);
        await KeepAsync(step.Transaction, bulk, lines, Sample - cursor.Done, cancellationToken);
        var next = cursor with
        {
            After = ids[^1],
            Behind = cursor.Behind + ids.Count,
            Done = cursor.Done + lines.Count(line => line.Outcome == "change"),
            Skipped = cursor.Skipped + lines.Count(line => line.Outcome != "change"),
        };
        await step.ReportAsync(new JobCounts(next.Done, next.Total, next.Skipped, 0), text["job.planned", next.Done, next.Skipped]);
        return StepResult.Continue(next);
    }

    private static async Task KeepAsync(IWispTransaction transaction, Guid bulk, IReadOnlyList<BulkLine> lines, long wanted, CancellationToken cancellationToken)
    {
        var sample = lines.Where(line => line.Outcome == "change").Take((int)Math.Max(0, wanted)).Select(line => line.Id).ToHashSet();
        await transaction.Connection.Sql(
            """
            update clients.bulk_client b set outcome = t.outcome, reason = t.reason, changes = t.changes::jsonb
            from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) t (id, outcome, reason, changes)
            where b.bulk_id = $1 and b.client_id = t.id
            """,
            bulk, lines.Select(line => line.Id).ToArray(), lines.Select(line => line.Outcome).ToArray(), lines.Select(line => line.Skip).ToArray(),
            lines.Select(line => sample.Contains(line.Id) ? JsonSerializer.Serialize(line.Changes) : null).ToArray()).RunAsync(cancellationToken);

        var counts = lines.Where(line => line.Skip is null).SelectMany(line => line.Changes)
            .GroupBy(change => (change.Field, Before: change.Before ?? "", After: change.After ?? ""))
            .OrderByDescending(group => group.Count()).Take(LongestList).ToList();
        await transaction.Connection.Sql(
            """
            insert into clients.bulk_count as b (bulk_id, field, before, after, clients)
            select $1, t.field, t.before, t.after, t.clients
            from unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) t (field, before, after, clients)
            on conflict (bulk_id, field, before, after) do update set clients = b.clients + excluded.clients
            """,
            bulk, counts.Select(count => count.Key.Field).ToArray(), counts.Select(count => count.Key.Before).ToArray(),
            counts.Select(count => count.Key.After).ToArray(), counts.Select(count => (long)count.Count()).ToArray()).RunAsync(cancellationToken);
    }

    private static async Task<StepResult> FailAsync(JobStep step, Guid bulk, string reason, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql("update clients.bulk_update set state = 'failed' where id = $1", bulk).RunAsync(cancellationToken);
        return StepResult.Fail(reason);
    }
}
