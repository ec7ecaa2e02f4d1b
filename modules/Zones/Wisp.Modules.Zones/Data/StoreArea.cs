using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Domain.Areas;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Data;

/// <summary>Writes the area of a place together with its pieces.</summary>
internal static class StoreArea
{
    /// <returns>False when somebody else changed the place since <paramref name="version"/>, or archived it.</returns>
    public static async Task<bool> RunAsync(
        NpgsqlConnection connection, PlaceShape shape, Guid id, uint version, MultiPolygon? area, CancellationToken cancellationToken)
    {
        var stored = await connection.Sql(
            $"update {shape.Table} set area = $2 where id = $1 and xmin = $3 and archived_at is null",
            id, (object?)area ?? DBNull.Value.As(NpgsqlDbType.Geometry), version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
        if (stored == 0) return false;
        if (area is not null) await WritePiecesAsync(connection, shape, [(id, area)], cancellationToken);
        return true;
    }

    /// <summary>Writes the pieces of areas that were just written.</summary>
    public static async Task WritePiecesAsync(
        NpgsqlConnection connection, PlaceShape shape, IReadOnlyCollection<(Guid Id, MultiPolygon Area)> places, CancellationToken cancellationToken)
    {
        if (places.Count == 0) return;
        var pieces = places.SelectMany(place => Pieces.Of(place.Area).Select(piece => (place.Id, piece.Cell, piece.Area))).ToList();
        var priority = shape == PlaceShape.Zone ? "p.priority" : "0";
        await connection.Sql(
            $"""
            insert into zones.piece (place_id, kind, rank, cell, area)
            select p.id, $2, zones.rank_of({priority}, p.public_id), piece.cell, piece.area
            from unnest($1::uuid[], $3::ext.geometry[], $4::ext.geometry[]) as piece (place_id, cell, area)
            join {shape.Table} p on p.id = piece.place_id
            where not exists (select from zones.piece old where old.place_id = p.id)
            """,
            pieces.Select(piece => piece.Id).ToArray(), shape.Table["zones.".Length..], Geometries([.. pieces.Select(piece => piece.Cell)]), Geometries([.. pieces.Select(piece => piece.Area)]))
            .RunAsync(cancellationToken);
    }

    private static NpgsqlParameter Geometries(Geometry?[] all) => all.As(NpgsqlDbType.Array | NpgsqlDbType.Geometry);
}
