using NetTopologySuite.Geometries;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>A shape is not readable; others beside it may be.</summary>
internal sealed class ShapeException(string key, params object[] arguments) : Exception
{
    public AreaFault Fault => new(key, Spot, arguments);

    public Coordinate? Spot { get; init; }
}
