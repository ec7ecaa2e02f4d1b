using System.Text.Json;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

/// <summary>Reads mass updates for their pages.</summary>
[Feature]
internal sealed class BulkStore(IDatabase<ClientsDb> database, IJobs jobs, ClientScopes scopes, ICurrentOperator current)
{
    private const int Shown = 100;

    /// <summary>A mass update; other people's only for whoever may change all clients.</summary>
    public async Task<BulkUpdate?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql(
            $"select {BulkUpdate.Columns} from {BulkUpdate.From} where b.id = $1 and ($2 or b.operator_id = $3)",
            id, current.ScopeOf(ClientPermissions.View) == PermissionScope.All, current.Id ?? Guid.Empty)
        .ListAsync(BulkUpdate.Read, cancellationToken)).SingleOrDefault();

    /// <summary>
    /// Whether it ran, to its end or not, and no reversal of it is under way or done: one that was stopped is begun again, and passes
    /// over what it had put back.
    /// </summary>
    public async Task<bool> CanRevertAsync(BulkUpdate bulk, CancellationToken cancellationToken) =>
        bulk is { Reverts: null, RunJob: { } run } && await StateAsync(run, cancellationToken) is JobState.Done or JobState.Failed or JobState.Cancelled
        && (bulk.LastReversalJob is not { } reversal || await StateAsync(reversal, cancellationToken) is JobState.Failed or JobState.Cancelled);

    private async Task<JobState?> StateAsync(Guid job, CancellationToken cancellationToken) => (await jobs.FindAsync(job, cancellationToken))?.State;

    public async Task<BulkCounts> CountsAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql(
            """
            select count(*), count(*) filter (where outcome = 'change'), count(*) filter (where outcome = 'changed'),
                   count(*) filter (where outcome = 'same'), count(*) filter (where outcome = 'skip')
            from clients.bulk_client where bulk_id = $1
            """, id).ListAsync(
                row => new BulkCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), cancellationToken)).Single();

    public Task<List<BulkCountLine>> ChangesAsync(Guid id, CancellationToken cancellationToken) => database.Source.Sql(
        "select field, before, after, clients from clients.bulk_count where bulk_id = $1 order by field, clients desc, before, after limit $2", id, Shown)
        .ListAsync(row => new BulkCountLine(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3)), cancellationToken);

    /// <summary>The first clients with changes to show: a sample of the plan, or what a revert left alone.</summary>
    public Task<List<BulkClientLine>> SampleAsync(Guid id, CancellationToken cancellationToken) =>
        LinesAsync(id, "b.changes is not null", cancellationToken);

    /// <summary>The first clients that are skipped, with the reason.</summary>
    public Task<List<BulkClientLine>> SkippedAsync(Guid id, CancellationToken cancellationToken) =>
        LinesAsync(id, "b.outcome = 'skip' and b.reason is not null", cancellationToken);

    /// <summary>Mass updates by the batch of their changes, for links from the audits.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> OfBatchesAsync(IReadOnlyCollection<Guid> batches, CancellationToken cancellationToken) =>
        batches.Count == 0 ? new Dictionary<Guid, Guid>() : (await database.Source.Sql(
            "select batch_id, id from clients.bulk_update where batch_id = any ($1)", batches.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))
            .ListAsync(row => (Batch: row.GetGuid(0), Id: row.GetGuid(1)), cancellationToken)).ToDictionary(pair => pair.Batch, pair => pair.Id);

    private Task<List<BulkClientLine>> LinesAsync(Guid id, string condition, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select c.id, coalesce(c.custom_id, c.public_id::text), c.name, b.reason, b.changes::text
        from clients.bulk_client b
        join clients.client c on c.id = b.client_id
        where b.bulk_id = $1 and {condition} and (b.reason is not null or b.changes is not null)
          and {ClientScopes.Sees("$3", "c")}
        order by b.client_id
        limit $2
        """, id, Shown, scopes.CollectorOf.As(NpgsqlDbType.Uuid)).ListAsync(
            row => new BulkClientLine(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3),
                row.Text(4) is { } changes ? JsonSerializer.Deserialize<List<ClientBulkChange>>(changes)! : []), cancellationToken);
}
