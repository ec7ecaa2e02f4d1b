using Wisp.Contracts.Zones;

namespace Wisp.Modules.Zones.Domain;

/// <summary>What sets one kind of place apart; everything else about them is the same.</summary>
internal sealed record PlaceShape(
    PlaceKind Kind, string Slug, string Table, Type Entity, string? ParentColumn = null, PlaceShape? Parent = null, bool ParentRequired = false)
{
    public static readonly PlaceShape State = new(PlaceKind.State, "states", "zones.state", typeof(State));

    public static readonly PlaceShape City = new(PlaceKind.City, "cities", "zones.city", typeof(City), "state_id", State);

    public static readonly PlaceShape Neighborhood =
        new(PlaceKind.Neighborhood, "neighborhoods", "zones.neighborhood", typeof(Neighborhood), "city_id", City, ParentRequired: true);

    public static readonly PlaceShape Zone = new(PlaceKind.Zone, "zones", "zones.zone", typeof(Zone));

    /// <summary>Parents before their children.</summary>
    public static readonly IReadOnlyList<PlaceShape> All = [State, City, Neighborhood, Zone];

    public PlaceShape? Child => All.FirstOrDefault(shape => shape.Parent == this);

    /// <summary>Whether such places may have an area.</summary>
    public bool HasBorders => this == Zone || this == Neighborhood;

    public string Url => this == Zone ? "/zones" : $"/zones/{Slug}";

    /// <summary>Where its borders are drawn.</summary>
    public string MapUrl => this == Neighborhood ? "/zones/map/neighborhoods" : "/zones/map";

    /// <summary>The parent's column in SQL, or a NULL where the kind has none.</summary>
    public string ParentSql => ParentColumn ?? "null::uuid";

    public static PlaceShape Of(PlaceKind kind) => All.First(shape => shape.Kind == kind);

    public static PlaceShape OfSlug(string? slug) => All.FirstOrDefault(shape => shape.Slug == slug) ?? Zone;

    public Place New() => (Place)Activator.CreateInstance(Entity, nonPublic: true)!;

    public string UrlOf(string action, Guid? id = null) => $"/zones/{Slug}/{action}/{id}".TrimEnd('/');

    /// <summary>Key of a text that each kind words for itself.</summary>
    public string Key(string name) => $"{Slug}.{name}";
}
