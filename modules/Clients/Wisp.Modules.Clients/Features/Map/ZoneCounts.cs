using NpgsqlTypes;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Map;

/// <summary>A zone with how many active clients it has, of those that the operator may see.</summary>
/// <param name="Area">GeoJSON, as fine as the zoom shows.</param>
internal sealed record ZoneCount(Guid Id, string Name, string Color, long Clients, string Area);

[Feature]
internal sealed class ZoneCounts(IDatabase<ClientsDb> database, ClientScopes scopes)
{
    public Task<List<ZoneCount>> RunAsync(MapWindow window, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select z.zone_id, z.name, z.color,
               (select count(*) from clients.client c where c.zone_id = z.zone_id and c.status = 'active' and {ClientScopes.Sees("$6", "c")}),
               ext.st_asgeojson(ext.st_simplifypreservetopology(z.area, $5), 6)
        from zones.zone_areas_v1 z
        where z.area operator(ext.&&) ext.st_makeenvelope($1, $2, $3, $4, 4326)
        order by z.rank desc
        limit 500
        """, window.West, window.South, window.East, window.North, 360 / Math.Pow(2, window.Zoom + 9), scopes.CollectorOf.As(NpgsqlDbType.Uuid))
        .ListAsync(row => new ZoneCount(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4)), cancellationToken);
}
