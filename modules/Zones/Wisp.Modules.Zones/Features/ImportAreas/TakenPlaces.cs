using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Makes places of shapes with different names, and gives those that have such a name already their new border: a few statements, however many.</summary>
internal sealed class TakenPlaces(NpgsqlConnection connection, TakeAreas how, TakeCursor cursor)
{
    private readonly PlaceShape _shape = PlaceShape.Of(how.Kind);

    private sealed record Known(int Number, Guid Id, bool IsSame, Envelope? Old);

    /// <summary>What was taken so far.</summary>
    public TakeCursor Cursor { get; private set; } = cursor;

    /// <exception cref="PostgresException">The database does not take one of them; nothing was written.</exception>
    public async Task WriteAsync(IReadOnlyList<NamedShape> shapes, CancellationToken cancellationToken)
    {
        var known = (await KnownAsync(shapes, cancellationToken)).ToDictionary(place => place.Number);
        var made = shapes.Where(shape => !known.ContainsKey(shape.Number)).Select(shape => (Id: Guid.CreateVersion7(), Shape: shape)).ToList();
        var changed = shapes.Where(shape => known.TryGetValue(shape.Number, out var place) && !place.IsSame).Select(shape => (known[shape.Number].Id, Shape: shape)).ToList();
        await MakeAsync(made, cancellationToken);
        await ChangeAsync(changed, cancellationToken);
        await StoreArea.WritePiecesAsync(connection, _shape, [.. made.Concat(changed).Select(place => (place.Id, place.Shape.Area!))], cancellationToken);

        var box = new Envelope();
        foreach (var (_, shape) in made.Concat(changed)) box.ExpandToInclude(shape.Area!.EnvelopeInternal);
        foreach (var (_, shape) in changed) if (known[shape.Number].Old is { } old) box.ExpandToInclude(old);
        Cursor = Cursor.With(box) with
        {
            Made = Cursor.Made + made.Count, Changed = Cursor.Changed + changed.Count, Same = Cursor.Same + known.Count - changed.Count,
        };
    }

    private Task<List<Known>> KnownAsync(IReadOnlyList<NamedShape> shapes, CancellationToken cancellationToken)
    {
        var ofCity = _shape.ParentRequired ? "and p.city_id = $4" : "and $4::uuid is null";
        return connection.Sql(
            $"""
            select s.no, p.id, p.area::bytea is not distinct from s.area::bytea, ext.st_envelope(p.area)
            from unnest($1::integer[], $2::text[], $3::ext.geometry[]) s (no, name, area)
            join {_shape.Table} p on p.archived_at is null and ext.fold(p.name) = ext.fold(s.name) {ofCity}
            order by p.id
            for update of p
            """, shapes.Select(shape => shape.Number).ToArray(), Names(shapes), Areas(shapes), how.CityId.As(NpgsqlDbType.Uuid))
        .ListAsync(r => new Known(r.GetInt32(0), r.GetGuid(1), r.GetBoolean(2), r.IsDBNull(3) ? null : r.GetFieldValue<Geometry>(3).EnvelopeInternal), cancellationToken);
    }

    private async Task MakeAsync(IReadOnlyList<(Guid Id, NamedShape Shape)> places, CancellationToken cancellationToken)
    {
        if (places.Count == 0) return;
        var (ids, shapes) = (places.Select(place => place.Id).ToArray(), places.Select(place => place.Shape).ToList());
        await (_shape.ParentRequired
            ? connection.Sql(
                $"insert into {_shape.Table} (id, name, area, city_id) select s.id, s.name, s.area, $4 from unnest($1::uuid[], $2::text[], $3::ext.geometry[]) s (id, name, area)",
                ids, Names(shapes), Areas(shapes), how.CityId)
            : connection.Sql(
                $"insert into {_shape.Table} (id, name, area, color) select * from unnest($1::uuid[], $2::text[], $3::ext.geometry[], $4::text[])",
                ids, Names(shapes), Areas(shapes), ids.Select(ZoneColors.Of).ToArray())).RunAsync(cancellationToken);
    }

    private async Task ChangeAsync(IReadOnlyList<(Guid Id, NamedShape Shape)> places, CancellationToken cancellationToken)
    {
        if (places.Count == 0) return;
        await connection.Sql(
            $"update {_shape.Table} p set area = s.area from unnest($1::uuid[], $2::ext.geometry[]) s (id, area) where p.id = s.id",
            places.Select(place => place.Id).ToArray(), Areas([.. places.Select(place => place.Shape)])).RunAsync(cancellationToken);
    }

    private static string[] Names(IEnumerable<NamedShape> shapes) => [.. shapes.Select(shape => shape.Name)];

    private static NpgsqlParameter Areas(IEnumerable<NamedShape> shapes) =>
        shapes.Select(shape => (Geometry)shape.Area!).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Geometry);
}
