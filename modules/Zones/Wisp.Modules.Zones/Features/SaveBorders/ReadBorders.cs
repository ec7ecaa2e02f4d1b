using NpgsqlTypes;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.SaveBorders;

/// <summary>A live place as the editor lists it.</summary>
internal sealed record PlaceToDraw(Guid Id, string Name, string Color, uint Version, bool HasBorder);

/// <summary>A border as the editor begins with it.</summary>
/// <param name="Area">GeoJSON to the last digit.</param>
internal sealed record PlaceBorder(Guid Id, string Name, uint Version, string Area);

/// <param name="More">Whether some were left out, for they are too many for one answer.</param>
internal sealed record PlaceBorders(IReadOnlyList<PlaceBorder> All, bool More);

/// <summary>What of the globe is asked for.</summary>
internal sealed record BorderWindow(double West, double South, double East, double North)
{
    public static BorderWindow Whole { get; } = new(-180, -90, 180, 90);

    public bool IsSound => West < East && South < North && Math.Abs(West) <= 360 && Math.Abs(East) <= 360 && Math.Abs(South) <= 90 && Math.Abs(North) <= 90;
}

/// <summary>Places and borders for the editor; it gets no more corners at once than a browser bears.</summary>
[Feature]
internal sealed class ReadBorders(IDatabase<ZonesDb> database)
{
    /// <summary>Sixteen a corner: as many as some thousand usual zones have.</summary>
    private const int MostBytes = 2 << 20;

    public Task<List<PlaceToDraw>> PlacesAsync(PlaceShape shape, CancellationToken cancellationToken)
    {
        var color = shape == PlaceShape.Zone ? "p.color" : "'#206bc4'";
        return database.Source.Sql(
            $"""
            select p.id, p.name::text, {color}, p.xmin, p.area is not null
            from {shape.Table} p where p.archived_at is null
            order by p.name collate "es-x-icu", p.public_id
            """)
            .ListAsync(r => new PlaceToDraw(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFieldValue<uint>(3), r.GetBoolean(4)), cancellationToken);
    }

    /// <summary>West, south, east and north of all borders of some kinds; <c>null</c> when there are none.</summary>
    public async Task<double[]?> ExtentAsync(IEnumerable<PlaceShape> shapes, CancellationToken cancellationToken) =>
        (await database.Source.Sql(
            $"""
            select ext.st_xmin(e.box), ext.st_ymin(e.box), ext.st_xmax(e.box), ext.st_ymax(e.box)
            from (
                select ext.st_extent(p.area) as box
                from ({string.Join("\nunion all\n", shapes.Select(shape => $"select area from {shape.Table} where archived_at is null and area is not null"))}) p) e
            where e.box is not null
            """)
        .ListAsync(r => new[] { r.GetDouble(0), r.GetDouble(1), r.GetDouble(2), r.GetDouble(3) }, cancellationToken)).SingleOrDefault();

    /// <summary>The borders in a window, or of one place.</summary>
    public async Task<PlaceBorders> RunAsync(PlaceShape shape, BorderWindow window, Guid? place, CancellationToken cancellationToken)
    {
        var found = await database.Source.Sql(
            $"""
            select p.id, p.name::text, p.version, case when p.size <= {MostBytes} or p.place = 1 then ext.st_asgeojson(p.area, 15) end
            from (
                select p.id, p.name, p.xmin as version, p.area, row_number() over by_age as place, sum(pg_column_size(p.area)) over by_age as size
                from {shape.Table} p
                where p.archived_at is null and p.area is not null and p.area operator(ext.&&) ext.st_makeenvelope($1, $2, $3, $4, 4326)
                    and ($5::uuid is null or p.id = $5)
                window by_age as (order by p.public_id)) p
            where p.place = 1 or p.size - pg_column_size(p.area) <= {MostBytes}
            order by p.place
            """, window.West, window.South, window.East, window.North, place.As(NpgsqlDbType.Uuid))
            .ListAsync(r => (Id: r.GetGuid(0), Name: r.GetString(1), Version: r.GetFieldValue<uint>(2), Area: r.Text(3)), cancellationToken);
        return new PlaceBorders(
            [.. found.Where(border => border.Area is not null).Select(border => new PlaceBorder(border.Id, border.Name, border.Version, border.Area!))],
            found.Exists(border => border.Area is null));
    }
}
