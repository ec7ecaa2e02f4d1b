using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Catalog;

/// <summary>Takes a plan, node or server out of what is offered, and gives it back.</summary>
[Feature]
internal sealed class ArchiveItem(IDatabase<NetworkDb> database, TimeProvider clock)
{
    public async Task<Problem?> ArchiveAsync(CatalogShape shape, Guid id, uint version, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var archived = await transaction.Connection.Sql(
            $"update {shape.Table} set archived_at = $2 where id = $1 and archived_at is null and xmin = $3",
            id, clock.GetUtcNow(), version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
        if (archived == 0) return Problem.Stale;
        if (!shape.StaysOnContracts && await UsersAsync(transaction, shape, id, cancellationToken) is { } used) return used;
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    public async Task<Problem?> RestoreAsync(CatalogShape shape, Guid id, uint version, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        try
        {
            var restored = await transaction.Connection.Sql(
                $"update {shape.Table} set archived_at = null where id = $1 and archived_at is not null and xmin = $2",
                id, version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
            if (restored == 0) return Problem.Stale;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new("", shape.Key("restore.taken"));
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    // Whoever takes it meanwhile waits for this row, and then finds it archived.
    private static async Task<Problem?> UsersAsync(IWispTransaction transaction, CatalogShape shape, Guid id, CancellationToken cancellationToken)
    {
        var contracts = await transaction.Connection.Sql(
            $"select count(*) from network.contract where {shape.ContractColumn} = $1 and not ended", id).ValueAsync<long>(cancellationToken);
        if (contracts > 0) return new("", shape.Key(contracts == 1 ? "used.one" : "used.many"), contracts);
        if (shape != CatalogShape.Servers) return null;
        var nodes = await transaction.Connection.Sql(
            "select count(*) from network.node where server_id = $1 and archived_at is null", id).ValueAsync<long>(cancellationToken);
        return nodes == 0 ? null : new("", nodes == 1 ? "servers.nodes.one" : "servers.nodes.many", nodes);
    }
}
