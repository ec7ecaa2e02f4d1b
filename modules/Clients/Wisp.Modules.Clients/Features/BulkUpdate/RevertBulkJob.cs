using System.Text.Json;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

/// <summary>
/// Takes a mass update back (BULK-06): each field that nobody has changed since gets its old value, the rest is left alone and listed
/// with both values. It is a mass update itself, with a batch of its own.
/// </summary>
internal sealed class RevertBulkJob(
    BulkFields fields, BulkStore store, ClientScopes scopes, IStringLocalizer<BulkText> text) : IJob
{
    public const string Key = "clients.bulk-revert";

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var id = step.Arguments<BulkRunArguments>().Bulk;
        var bulk = await store.FindAsync(id, cancellationToken);
        var original = bulk?.Reverts is { } reverts ? await store.FindAsync(reverts, cancellationToken) : null;
        if (bulk is null || original?.Batch is not { } batch || fields.Of(bulk.Values) is not { } marked)
            return await EndAsync(step, id, "failed", StepResult.Fail(text["job.fields-gone"]), cancellationToken);

        var cursor = step.Cursor<BulkCursor>() ?? await BeginAsync(step, id, original.Id, cancellationToken);
        var ids = await BulkChunk.IdsAsync(step.Transaction, id, cursor.After, "true", cancellationToken);
        if (ids.Count == 0) return await EndAsync(step, id, "done", StepResult.Done(), cancellationToken);

        await BulkChunk.LockAsync(step.Transaction, ids, cancellationToken);
        var outside = await scopes.OutsideAsync(ids, cancellationToken);
        var told = outside.Select(client => new ClientBulkReversal(client, "", false, null, null, text["skip.scope"])).ToList();
        await Reverting(step.Transaction, marked, batch, told).RunAsync([.. ids.Where(client => !outside.Contains(client))], cancellationToken);
        var (restored, skipped) = await KeepAsync(step, id, ids, told, outside, cancellationToken);
        var next = cursor with
        {
            After = ids[^1],
            Behind = cursor.Behind + ids.Count,
            Done = cursor.Done + restored,
            Skipped = cursor.Skipped + skipped,
        };
        await step.ReportAsync(new JobCounts(next.Done, next.Total, next.Skipped, 0), text["job.reverted", next.Done, next.Skipped]);
        return StepResult.Continue(next);
    }

    private HalvingWrite<Guid> Reverting(IWispTransaction transaction, IReadOnlyList<MarkedFields> marked, Guid batch, List<ClientBulkReversal> told) => new(
        transaction.Connection,
        async (clients, token) =>
        {
            var restored = new List<ClientBulkReversal>();
            foreach (var (module, _) in marked) restored.AddRange(await module.RevertAsync(transaction, batch, clients, token));
            told.AddRange(restored);
        },
        (client, refused) => told.Add(new ClientBulkReversal(client, "", false, null, null, text["skip.refused", refused.ConstraintName ?? refused.MessageText])));

    private static async Task<BulkCursor> BeginAsync(JobStep step, Guid id, Guid original, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql("update clients.bulk_update set batch_id = $2 where id = $1", id, step.Batch).RunAsync(cancellationToken);
        await using var freeze = step.Transaction.Connection.Sql(
            """
            insert into clients.bulk_client (bulk_id, client_id)
            select $1, b.client_id from clients.bulk_client b where b.bulk_id = $2 and b.outcome = 'changed' order by b.client_id
            """, id, original);
        freeze.CommandTimeout = 0;
        var total = await freeze.ExecuteNonQueryAsync(cancellationToken);
        return new BulkCursor(Guid.Empty, 0, total, 0, 0);
    }

    /// <summary>Clients with anything left alone count as skipped, and keep what stands there now and what the batch had written.</summary>
    private static async Task<(int Restored, int Skipped)> KeepAsync(
        JobStep step, Guid id, IReadOnlyList<Guid> ids, IReadOnlyList<ClientBulkReversal> told, IReadOnlySet<Guid> outside, CancellationToken cancellationToken)
    {
        var byClient = told.ToLookup(line => line.ClientId);
        var lines = ids.Select(client => (Id: client, IsTold: byClient[client].Any(), Left: byClient[client].Where(line => !line.Restored).ToList())).ToList();
        await step.Transaction.Connection.Sql(
            """
            update clients.bulk_client b set outcome = t.outcome, reason = t.reason, changes = t.changes::jsonb
            from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) t (id, outcome, reason, changes)
            where b.bulk_id = $1 and b.client_id = t.id
            """,
            id, lines.Select(line => line.Id).ToArray(), lines.Select(line => line.Left.Count > 0 ? "skip" : line.IsTold ? "changed" : "same").ToArray(),
            lines.Select(line => line.Left.FirstOrDefault()?.Reason).ToArray(),
            lines.Select(line => line.Left.Count == 0 || outside.Contains(line.Id) ? null : JsonSerializer.Serialize(line.Left.Select(left => new ClientBulkChange(left.Field, left.Batch, left.Now)))).ToArray())
            .RunAsync(cancellationToken);

        var skipped = lines.Where(line => line.Left.Count > 0).Select(line => new BulkLine(line.Id) { Skip = line.Left[0].Reason }).ToList();
        await step.AddErrorsAsync([.. await BulkChunk.SkippedAsync(step.Transaction, skipped, outside, cancellationToken)], cancellationToken);
        return (lines.Count(line => line is { IsTold: true, Left.Count: 0 }), lines.Count(line => line is not { IsTold: true, Left.Count: 0 }));
    }

    private static async Task<StepResult> EndAsync(JobStep step, Guid id, string state, StepResult result, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql("update clients.bulk_update set state = $2 where id = $1", id, state).RunAsync(cancellationToken);
        return result;
    }
}
