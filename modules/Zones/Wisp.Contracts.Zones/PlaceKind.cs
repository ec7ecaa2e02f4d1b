namespace Wisp.Contracts.Zones;

/// <summary>The kinds of place. A neighbourhood lies in one city, a city may lie in a state, a zone is free of all three.</summary>
public enum PlaceKind
{
    /// <summary>State, province or department. Read in bulk: <c>zones.states_v1(id uuid, name text, archived boolean)</c>.</summary>
    State,

    /// <summary>City. Read in bulk: <c>zones.cities_v1(id uuid, state_id uuid or NULL, name text, archived boolean)</c>.</summary>
    City,

    /// <summary>
    /// Neighbourhood. Read in bulk: <c>zones.neighborhoods_v1(id uuid, city_id uuid, name text, archived boolean)</c>;
    /// live ones with a border: <c>zones.neighborhood_areas_v1(neighborhood_id uuid, city_id uuid, name text, rank bigint, area
    /// geometry(MultiPolygon, 4326))</c>, and the same cut into pieces (see <see cref="Zone"/>):
    /// <c>zones.neighborhood_pieces_v1(neighborhood_id uuid, rank bigint, cell geometry, area geometry or NULL)</c>. One point:
    /// <c>zones.neighborhood_at(geometry)</c>.
    /// </summary>
    Neighborhood,

    /// <summary>
    /// Zone. Read in bulk: <c>zones.zones_v1(id uuid, name text, color text as #rrggbb, archived boolean)</c>; live ones with a border:
    /// <c>zones.zone_areas_v1(zone_id uuid, name text, color text, rank bigint, area geometry(MultiPolygon, 4326))</c>. Where several
    /// hold a point, borders included, the lowest rank wins: <c>zones.zone_at(geometry)</c> for one point. For many, join
    /// <c>zones.zone_pieces_v1(zone_id uuid, rank bigint, cell geometry, area geometry or NULL)</c> on
    /// <c>cell &amp;&amp; point and (area is null or ST_Covers(area, point))</c> and take the least rank of each point; a piece's area
    /// means nothing outside its cell. Let the pieces drive (<c>cross join lateral (… offset 0)</c> over an index of the points): a
    /// prepared piece then meets all the points of its cell, ten times as fast.
    /// </summary>
    Zone,
}
