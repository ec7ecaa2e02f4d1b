using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>A record of the file on its way to becoming a client.</summary>
internal sealed class ImportRow(int line, string[] cells)
{
    public int Line { get; } = line;

    public string[] Cells { get; } = cells;

    /// <summary>What was read; <c>null</c> when the rules refuse it.</summary>
    public ClientValues? Values { get; set; }

    public RowPlaces Places { get; set; } = RowPlaces.None;

    public List<RowError> Errors { get; } = [];

    public Guid NewId { get; } = Guid.CreateVersion7();

    /// <summary>Whether nothing but the line tells it from other rows.</summary>
    public bool HasNoKey => Values is { CustomId: null, DocumentKey: null, EmailKey: null };
}

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
