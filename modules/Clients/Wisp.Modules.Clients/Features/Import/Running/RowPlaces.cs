using Wisp.Contracts.Zones;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Names of the places of a row.</summary>
internal sealed record RowPlaces(PlaceName? State, PlaceName? City, PlaceName? Neighborhood, PlaceName? Zone)
{
    public static RowPlaces None { get; } = new(null, null, null, null);

    public IEnumerable<PlaceName> All
    {
        get
        {
            if (State is not null) yield return State;
            if (City is not null) yield return City;
            if (Neighborhood is not null) yield return Neighborhood;
            if (Zone is not null) yield return Zone;
        }
    }
}
