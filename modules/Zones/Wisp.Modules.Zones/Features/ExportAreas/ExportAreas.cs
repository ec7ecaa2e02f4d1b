using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ExportAreas;

/// <summary>Live zones or neighbourhoods with a border as GeoJSON, row by row.</summary>
internal static class ExportAreas
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/zones/{place:regex(^(zones|neighborhoods)$)}.geojson", WriteAsync).WithMetadata(new RequirePermissionAttribute(ZonesModule.Permission));

    private static async Task WriteAsync(string place, HttpResponse response, IDatabase<ZonesDb> database, CancellationToken cancellationToken)
    {
        var shape = PlaceShape.OfSlug(place);
        response.ContentType = "application/geo+json";
        response.Headers.ContentDisposition = $"attachment; filename={shape.Slug}.geojson";
        await response.WriteAsync("""{"type":"FeatureCollection","features":[""", cancellationToken);
        await using var command = Command(database.Source, shape);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var separator = ""; await reader.ReadAsync(cancellationToken); separator = ",") await response.WriteAsync($"{separator}\n{reader.GetString(0)}", cancellationToken);
        await response.WriteAsync("\n]}\n", cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlDataSource source, PlaceShape shape)
    {
        var properties = shape == PlaceShape.Zone
            ? "'name', p.name, 'color', p.color, 'priority', p.priority, 'description', p.description"
            : "'name', p.name, 'city', (select c.name from zones.city c where c.id = p.city_id)";
        // Fifteen decimals bring every number back as it was.
        return source.Sql(
            $$"""
            select json_build_object(
              'type', 'Feature', 'id', p.id, 'properties', json_build_object({{properties}}), 'geometry', ext.st_asgeojson(p.area, 15)::json)::text
            from {{shape.Table}} p
            where p.archived_at is null and p.area is not null
            order by p.name collate "es-x-icu", p.public_id
            """);
    }
}
