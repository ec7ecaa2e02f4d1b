using Npgsql;
using Wisp.Contracts.Zones;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Placing;

/// <summary>
/// Who is held by its point within a box, and where that point falls now, as a set. The same rule as the trigger
/// <c>place_by_point</c>, which looks up one point.
/// </summary>
internal static class PointPlaces
{
    public const string Box = "ext.st_makeenvelope($1, $2, $3, $4, 4326)";

    /// <summary>What the columns of the kind begin with.</summary>
    public static string Column(PlaceKind kind) => kind == PlaceKind.Zone ? "zone" : "neighborhood";

    /// <summary>
    /// Keeps the planner to that way until the transaction ends: just after an import neither pieces nor clients have statistics, and
    /// what it guesses then takes hours.
    /// </summary>
    public static Task KeepPlanAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.Sql("select set_config('enable_seqscan', 'off', true), set_config('enable_nestloop', 'off', true)").RunAsync(cancellationToken);

    /// <summary>
    /// The table <c>moving (id, place, was, location, city)</c>; the box is $1 to $4. Pieces drive: each finds its clients through the
    /// index of points and is looked into with one prepared polygon, which costs a tenth of looking up each point.
    /// </summary>
    public static string Moving(PlaceKind kind) => kind == PlaceKind.Zone ? Zones : Neighborhoods;

    private static string Zones =>
        $"""
        with hit as (
            select f.id, min(p.rank) as rank
            from zones.zone_pieces_v1 p
            cross join lateral (
                select c.id
                from clients.client c
                where not c.zone_by_hand and c.location operator(ext.&&) p.cell and c.location operator(ext.&&) {Box}
                    and (p.area is null or ext.st_covers(p.area, c.location))
                offset 0) f
            where p.cell operator(ext.&&) {Box}
            group by f.id
        ), moving as materialized (
            select c.id, z.zone_id as place, c.zone_id as was, c.location, null::uuid as city
            from clients.client c
            left join hit h on h.id = c.id
            left join zones.zone_areas_v1 z on z.rank = h.rank
            where not c.zone_by_hand and c.location operator(ext.&&) {Box} and c.zone_id is distinct from z.zone_id
        )
        """;

    private static string Neighborhoods =>
        $"""
        with hit as (
            select f.id, min(p.rank) as rank
            from zones.neighborhood_pieces_v1 p
            join zones.neighborhoods_v1 n on n.id = p.neighborhood_id
            join zones.cities_v1 y on y.id = n.city_id
            cross join lateral (
                select c.id
                from clients.client c
                where not c.neighborhood_by_hand and c.location operator(ext.&&) p.cell and c.location operator(ext.&&) {Box}
                    and (p.area is null or ext.st_covers(p.area, c.location))
                    and (c.city_id = n.city_id or (c.city_id is null and (c.state_id is null or y.state_id is null or c.state_id = y.state_id)))
                offset 0) f
            where p.cell operator(ext.&&) {Box}
            group by f.id
        ), moving as materialized (
            select c.id, a.neighborhood_id as place, c.neighborhood_id as was, c.location, a.city_id as city
            from clients.client c
            left join hit h on h.id = c.id
            left join zones.neighborhood_areas_v1 a on a.rank = h.rank
            where not c.neighborhood_by_hand and c.location operator(ext.&&) {Box} and c.neighborhood_id is distinct from a.neighborhood_id
        )
        """;
}
