using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.SaveBorders;

/// <summary>A live place as the editor begins with it.</summary>
/// <param name="Area">GeoJSON to the last digit, or <c>null</c>.</param>
internal sealed record PlaceBorder(Guid Id, string Name, string Color, uint Version, string? Area);

[Feature]
internal sealed class ReadBorders(IDatabase<ZonesDb> database)
{
    public Task<List<PlaceBorder>> RunAsync(PlaceShape shape, CancellationToken cancellationToken)
    {
        var color = shape == PlaceShape.Zone ? "p.color" : "'#206bc4'";
        return database.Source.Sql(
            $"""
            select p.id, p.name::text, {color}, p.xmin, ext.st_asgeojson(p.area, 15)
            from {shape.Table} p where p.archived_at is null
            order by p.name collate "es-x-icu", p.public_id
            """)
            .ListAsync(r => new PlaceBorder(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFieldValue<uint>(3), r.Text(4)), cancellationToken);
    }
}
