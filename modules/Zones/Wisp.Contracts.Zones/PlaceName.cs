namespace Wisp.Contracts.Zones;

/// <summary>A place as people write it. Case, accents and surplus blanks do not matter when it is looked up.</summary>
public sealed record PlaceName
{
    /// <summary>Longest name, in characters, after surplus blanks are gone.</summary>
    public const int MaxLength = 100;

    private PlaceName(PlaceKind kind, string name, PlaceName? parent) => (Kind, Name, Parent) = (kind, name, parent);

    /// <summary>What kind of place.</summary>
    public PlaceKind Kind { get; }

    /// <summary>The name as written.</summary>
    public string Name { get; }

    /// <summary>The city of a neighbourhood, the state of a city if it was named, else <c>null</c>.</summary>
    public PlaceName? Parent { get; }

    /// <summary>Names a state.</summary>
    /// <param name="name">Its name, not blank, at most <see cref="MaxLength"/> characters.</param>
    /// <returns>The name.</returns>
    public static PlaceName State(string name) => new(PlaceKind.State, name, null);

    /// <summary>Names a city.</summary>
    /// <param name="name">Its name, not blank, at most <see cref="MaxLength"/> characters.</param>
    /// <param name="state">
    /// Name of its state. Without one the city without a state is meant, or else the only city of that name in any state.
    /// </param>
    /// <returns>The name.</returns>
    public static PlaceName City(string name, string? state = null) =>
        new(PlaceKind.City, name, string.IsNullOrWhiteSpace(state) ? null : State(state));

    /// <summary>Names a neighbourhood.</summary>
    /// <param name="name">Its name, not blank, at most <see cref="MaxLength"/> characters.</param>
    /// <param name="city">Name of its city.</param>
    /// <param name="state">Name of the city's state, or <c>null</c>.</param>
    /// <returns>The name.</returns>
    public static PlaceName Neighborhood(string name, string city, string? state = null) =>
        new(PlaceKind.Neighborhood, name, City(city, state));

    /// <summary>Names a zone.</summary>
    /// <param name="name">Its name, not blank, at most <see cref="MaxLength"/> characters.</param>
    /// <returns>The name.</returns>
    public static PlaceName Zone(string name) => new(PlaceKind.Zone, name, null);
}
