using System.Text.Json;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

/// <summary>Which clients are meant: those ticked, or all that a search finds.</summary>
/// <param name="Ids">Ticked clients; empty when all are meant.</param>
/// <param name="Query">Query of the list's URL.</param>
internal sealed record BulkSelection(IReadOnlyList<Guid> Ids, string Query);

/// <summary>What the plan's job is asked to do; stored as JSON.</summary>
internal sealed record BulkPlanArguments(Guid Bulk, BulkSelection Selection);

/// <summary>What the running job is asked to do; stored as JSON.</summary>
internal sealed record BulkRunArguments(Guid Bulk);

/// <summary>Begins mass updates: first the plan, then, once it was looked at, the change, and perhaps its reversal.</summary>
[Feature]
internal sealed class StartBulk(IDatabase<ClientsDb> database, BulkStore store, IJobs jobs, ICurrentOperator current, TimeProvider clock)
{
    public async Task<Guid> PlanAsync(ClientBulkValues values, BulkSelection selection, string title, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await transaction.Connection.Sql(
            "insert into clients.bulk_update (id, operator_id, operator_name, state, fields, created_at) values ($1, $2, $3, 'planning', $4, $5)",
            id, current.Id.As(NpgsqlDbType.Uuid), current.Name, JsonSerializer.Serialize(values.ByField).As(NpgsqlDbType.Jsonb), clock.GetUtcNow()).RunAsync(cancellationToken);
        var request = new JobRequest(PlanBulkJob.Key, new BulkPlanArguments(id, selection)) { Title = title, ReturnUrl = $"/clients/bulk/{id}" };
        var job = await jobs.EnqueueAsync(transaction.Connection, request, cancellationToken);
        await transaction.Connection.Sql("update clients.bulk_update set plan_job = $2 where id = $1", id, job).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <returns>Whether it was planned and not begun; of two presses one begins it.</returns>
    public async Task<bool> RunAsync(Guid id, string title, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var begun = await transaction.Connection.Sql(
            "update clients.bulk_update set state = 'running' where id = $1 and state = 'planned' and reverts is null", id).RunAsync(cancellationToken);
        if (begun == 0) return false;
        await EnqueueAsync(transaction, RunBulkJob.Key, id, title, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <returns>The mass update that takes another back, or <c>null</c> when that one cannot be, or is being taken back already.</returns>
    public async Task<Guid?> RevertAsync(BulkUpdate bulk, string title, CancellationToken cancellationToken)
    {
        if (!await store.CanRevertAsync(bulk, cancellationToken)) return null;
        var id = bulk.Id;
        await using var transaction = await database.BeginAsync(cancellationToken);
        var reverting = Guid.CreateVersion7(clock.GetUtcNow());
        // The row is locked, so that of two presses one reverts.
        var latest = await transaction.Connection.Sql(
            """
            select (select r.id from clients.bulk_update r where r.reverts = b.id order by r.created_at desc limit 1)
            from clients.bulk_update b where b.id = $1 for update
            """, id).ValueAsync<Guid?>(cancellationToken);
        if (latest != bulk.LastReversal) return null;
        await transaction.Connection.Sql(
            """
            insert into clients.bulk_update (id, operator_id, operator_name, state, fields, reverts, created_at)
            select $2, $3, $4, 'running', b.fields, b.id, $5 from clients.bulk_update b where b.id = $1
            """, id, reverting, current.Id.As(NpgsqlDbType.Uuid), current.Name, clock.GetUtcNow()).RunAsync(cancellationToken);
        await EnqueueAsync(transaction, RevertBulkJob.Key, reverting, title, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return reverting;
    }

    private async Task EnqueueAsync(IWispTransaction transaction, string key, Guid id, string title, CancellationToken cancellationToken)
    {
        var request = new JobRequest(key, new BulkRunArguments(id)) { Title = title, ReturnUrl = $"/clients/bulk/{id}" };
        var job = await jobs.EnqueueAsync(transaction.Connection, request, cancellationToken);
        await transaction.Connection.Sql("update clients.bulk_update set run_job = $2 where id = $1", id, job).RunAsync(cancellationToken);
    }
}
