using NetTopologySuite.Geometries;
using Wisp.Contracts.Zones;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>What a person chose for a file that was read.</summary>
/// <param name="Import">The import.</param>
/// <param name="Kind">Zones or neighbourhoods.</param>
/// <param name="CityId">The city of neighbourhoods.</param>
/// <param name="NameProperty">The property that names each; <c>null</c> names the only one after the file.</param>
/// <param name="AcceptRepairs">Whether what was proposed for faulty shapes is taken.</param>
internal sealed record TakeAreas(Guid Import, PlaceKind Kind, Guid? CityId, string? NameProperty, bool AcceptRepairs);

/// <summary>How far it got.</summary>
/// <param name="After">Number of the last shape done.</param>
/// <param name="Box">West, south, east, north of all borders that changed; empty before the first.</param>
internal sealed record TakeCursor(int After, long Made, long Changed, long Same, long Refused, double[] Box)
{
    public static TakeCursor Start { get; } = new(0, 0, 0, 0, 0, []);

    public TakeCursor With(Envelope box)
    {
        var whole = Envelope;
        whole.ExpandToInclude(box);
        return this with { Box = whole.IsNull ? [] : [whole.MinX, whole.MinY, whole.MaxX, whole.MaxY] };
    }

    private Envelope Envelope => Box is [var west, var south, var east, var north] ? new Envelope(west, east, south, north) : new Envelope();

    public BorderChange? Change(PlaceKind kind) => Box is [var west, var south, var east, var north] ? new BorderChange(kind, west, south, east, north) : null;
}
