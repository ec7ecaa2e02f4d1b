using NetTopologySuite.Geometries;
using NpgsqlTypes;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Placing;

/// <summary>What a point would place a client in.</summary>
internal sealed record PlacesOfPoint(string? Zone, string? Neighborhood);

/// <summary>Looks up one point for the form, as saving will.</summary>
[Feature]
internal sealed class FindPlaces(IDatabase<ClientsDb> database)
{
    public async Task<PlacesOfPoint> RunAsync(Point point, Guid? city, Guid? state, CancellationToken cancellationToken) =>
        (await database.Source.Sql(
            """
            select (select z.name from zones.zones_v1 z where z.id = zones.zone_at($1)),
                   (select n.name from zones.neighborhoods_v1 n where n.id = clients.neighborhood_for($1, $2, $3))
            """, point, city.As(NpgsqlDbType.Uuid), state.As(NpgsqlDbType.Uuid))
        .ListAsync(row => new PlacesOfPoint(row.Text(0), row.Text(1)), cancellationToken)).Single();
}
