using NetTopologySuite.Geometries;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>Rings as files write them.</summary>
internal static class Rings
{
    /// <summary>Corners of one shape that are looked at at all.</summary>
    public const int MostReadable = 200_000;

    /// <param name="positions">The corners, the first one repeated at the end.</param>
    /// <param name="at">What to call the ring in a message.</param>
    public static LinearRing Close(Coordinate[] positions, string at)
    {
        if (positions.Length == 0) throw new ShapeException("area.empty");
        if (!positions[0].Equals2D(positions[^1]))
            throw new ShapeException("area.open", AreaFault.Show(positions[^1]), AreaFault.Show(positions[0])) { Spot = positions[^1] };
        if (positions.Distinct().Count() < 3) throw new ShapeException("area.few", at) { Spot = positions[0] };
        return Wgs84.Factory.CreateLinearRing(positions);
    }
}
