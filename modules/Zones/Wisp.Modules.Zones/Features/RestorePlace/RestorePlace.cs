using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.RestorePlace;

[Feature]
internal sealed class RestorePlace(IDatabase<ZonesDb> database, PlaceUse use)
{
    public async Task<Problem?> RunAsync(PlaceShape shape, Guid id, uint version, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (shape.Parent is { } parent)
        {
            var parentName = await transaction.Connection.Sql(
                $"""
                select parent.name
                from {shape.Table} p join {parent.Table} parent on parent.id = p.{shape.ParentColumn}
                where p.id = $1 and parent.archived_at is not null
                """,
                id).ValueAsync<string>(cancellationToken);
            if (parentName is not null) return new("", shape.Key("parent.archived"), parentName);
        }

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

        if (shape.HasBorders && !await use.FollowPlaceAsync(transaction, shape, id, cancellationToken)) return new("", "use.failed");
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
