using NetTopologySuite.Geometries;
using Npgsql;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.SaveBorders;

/// <summary>The borders of one kind that a transaction changes, and what that means for others.</summary>
internal sealed class TouchedBorders(NpgsqlConnection connection, PlaceShape shape)
{
    private const int MostOverlaps = 20;
    private readonly List<Guid> _places = [];
    private readonly Envelope _box = new();

    public PlaceShape Shape => shape;

    /// <summary>Before the new area is written, so that the old one counts too.</summary>
    public async Task AddAsync(Guid place, MultiPolygon? area, CancellationToken cancellationToken)
    {
        _places.Add(place);
        if (area is not null) _box.ExpandToInclude(area.EnvelopeInternal);
        var old = await connection.Sql($"select ext.st_envelope(area) from {shape.Table} where id = $1", place).ValueAsync<Geometry>(cancellationToken);
        if (old is not null) _box.ExpandToInclude(old.EnvelopeInternal);
    }

    /// <summary>What to tell others; <c>null</c> when there neither was nor is an area.</summary>
    public BorderChange? Change => _box.IsNull ? null : new BorderChange(shape.Kind, _box.MinX, _box.MinY, _box.MaxX, _box.MaxY);

    public Task<List<Overlap>> OverlapsAsync(CancellationToken cancellationToken)
    {
        var rank = shape == PlaceShape.Zone ? "zones.rank_of(p.priority, p.public_id)" : "p.public_id";
        return connection.Sql(
            $"""
            with live as (select p.id, p.name::text as name, p.area, {rank} as rank from {shape.Table} p where p.archived_at is null and p.area is not null)
            select a.name, b.name, case when a.rank < b.rank then a.name else b.name end, ext.st_area(ext.st_intersection(a.area, b.area)::ext.geography) / 1e6
            from live a join live b on b.area operator(ext.&&) a.area and a.id <> b.id and (a.id < b.id or b.id <> all ($1))
            where a.id = any ($1) and ext.st_relate(a.area, b.area, 'T********')
            order by 4 desc
            limit {MostOverlaps}
            """, _places.ToArray())
        .ListAsync(r => new Overlap(r.GetString(0), r.GetString(1), r.GetString(2), r.GetDouble(3)), cancellationToken);
    }

    public async Task<IReadOnlyList<NamedMove>> NamedAsync(IReadOnlyList<PlaceMove> moves, CancellationToken cancellationToken)
    {
        var ids = moves.SelectMany(move => new[] { move.From, move.To }).OfType<Guid>().Distinct().ToArray();
        var names = (await connection.Sql($"select id, name::text from {shape.Table} where id = any ($1)", ids)
            .ListAsync(r => (Id: r.GetGuid(0), Name: r.GetString(1)), cancellationToken)).ToDictionary(place => place.Id, place => place.Name);
        return [.. moves.Select(move => new NamedMove(NameOf(move.From), NameOf(move.To), move.Count))];

        string? NameOf(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }
}
