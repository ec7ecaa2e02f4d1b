using Wisp.Contracts.Zones;

namespace Wisp.Modules.Clients.Features.Placing;

/// <summary>
/// Who is held by its point within a box, and where that point falls now, as a set. The same rule as the trigger
/// <c>place_by_point</c>, which looks up one point.
/// </summary>
internal static class PointPlaces
{
    /// <summary>
    /// The tables <c>held (id, place, location, …)</c> and <c>moving (id, place, was, city)</c>; the box is $1 to $4, and of a chunk, $5 is
    /// the last client before it and $6 its size.
    /// </summary>
    public static string With(PlaceKind kind, bool isChunk)
    {
        var chunk = isChunk ? "and c.id > $5 order by c.id limit $6" : "";
        return kind == PlaceKind.Zone ? Zones(chunk) : Neighborhoods(chunk);
    }

    public static object[] Box(BorderChange change) => [change.West, change.South, change.East, change.North];

    private static string Zones(string chunk) =>
        $"""
        with held as materialized (
            select c.id, c.zone_id as place, c.location
            from clients.client c
            where not c.zone_by_hand and c.location operator(ext.&&) ext.st_makeenvelope($1, $2, $3, $4, 4326) {chunk}
        ), best as (
            select h.id, min(p.rank) as rank
            from held h
            join zones.zone_pieces_v1 p on p.cell operator(ext.&&) h.location and (p.area is null or ext.st_covers(p.area, h.location))
            group by h.id
        ), moving as (
            select h.id, z.zone_id as place, h.place as was, h.location, null::uuid as city
            from held h
            left join best b on b.id = h.id
            left join zones.zone_areas_v1 z on z.rank = b.rank
            where h.place is distinct from z.zone_id
        )
        """;

    private static string Neighborhoods(string chunk) =>
        $"""
        with held as materialized (
            select c.id, c.neighborhood_id as place, c.location, c.city_id, c.state_id
            from clients.client c
            where not c.neighborhood_by_hand and c.location operator(ext.&&) ext.st_makeenvelope($1, $2, $3, $4, 4326) {chunk}
        ), best as (
            select h.id, min(p.rank) as rank
            from held h
            join zones.neighborhood_pieces_v1 p on p.cell operator(ext.&&) h.location and (p.area is null or ext.st_covers(p.area, h.location))
            join zones.neighborhoods_v1 n on n.id = p.neighborhood_id
            join zones.cities_v1 y on y.id = n.city_id
            where n.city_id = h.city_id or (h.city_id is null and (h.state_id is null or y.state_id is null or y.state_id = h.state_id))
            group by h.id
        ), moving as (
            select h.id, a.neighborhood_id as place, h.place as was, h.location, a.city_id as city
            from held h
            left join best b on b.id = h.id
            left join zones.neighborhood_areas_v1 a on a.rank = b.rank
            where h.place is distinct from a.neighborhood_id
        )
        """;
}
