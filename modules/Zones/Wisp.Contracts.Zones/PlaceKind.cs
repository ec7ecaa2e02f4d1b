namespace Wisp.Contracts.Zones;

/// <summary>The kinds of place. A neighbourhood lies in one city, a city may lie in a state, a zone is free of all three.</summary>
public enum PlaceKind
{
    /// <summary>State, province or department. Read in bulk: <c>zones.states_v1(id uuid, name text, archived boolean)</c>.</summary>
    State,

    /// <summary>City. Read in bulk: <c>zones.cities_v1(id uuid, state_id uuid or NULL, name text, archived boolean)</c>.</summary>
    City,

    /// <summary>Neighbourhood. Read in bulk: <c>zones.neighborhoods_v1(id uuid, city_id uuid, name text, archived boolean)</c>.</summary>
    Neighborhood,

    /// <summary>Zone. Read in bulk: <c>zones.zones_v1(id uuid, name text, color text as #rrggbb, archived boolean)</c>.</summary>
    Zone,
}
