namespace Wisp.Modules.Clients.Features;

/// <summary>
/// A neighbourhood lies in the city beside it, and a city in the state, as SQL conditions over any two values; each is true when the
/// rule is broken.
/// </summary>
internal static class PlaceRules
{
    public const string WrongNeighborhood = "rule.neighborhood-city";
    public const string WrongCity = "rule.city-state";

    public static string BreaksCity(string neighborhood, string city) =>
        $"exists (select from zones.neighborhoods_v1 n where n.id = {neighborhood} and n.city_id is distinct from {city})";

    public static string BreaksState(string city, string state) =>
        $"({state} is not null and exists (select from zones.cities_v1 y where y.id = {city} and y.state_id <> {state}))";

    /// <summary>The key of the rule that is broken, or NULL.</summary>
    public static string Fault(string neighborhood, string city, string state) =>
        $"case when {BreaksCity(neighborhood, city)} then '{WrongNeighborhood}' when {BreaksState(city, state)} then '{WrongCity}' end";
}
