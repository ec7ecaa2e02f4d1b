using System.Globalization;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>Why an area is not taken as it is.</summary>
/// <param name="Key">Text that says the rule.</param>
/// <param name="Spot">Where it is broken, when that is a place.</param>
/// <param name="Arguments">What the text names.</param>
internal sealed record AreaFault(string Key, Coordinate? Spot, params object[] Arguments)
{
    /// <summary>What could be stored instead, if somebody agrees.</summary>
    public AreaRepair? Repair { get; init; }

    /// <summary>Latitude and longitude, as they can be pasted into any map.</summary>
    public static string Show(Coordinate at) => string.Create(CultureInfo.InvariantCulture, $"{at.Y:0.######}, {at.X:0.######}");
}

/// <summary>A sound area made from one that is not.</summary>
/// <param name="Area">What would be stored.</param>
/// <param name="Before">Square kilometres inside the border as it was drawn.</param>
/// <param name="After">Square kilometres of the repaired area.</param>
internal sealed record AreaRepair(MultiPolygon Area, double Before, double After);

/// <summary>An area that was looked at: sound, or with its fault.</summary>
internal sealed record AreaCheck(MultiPolygon? Area, AreaFault? Fault)
{
    /// <summary>Whether a ring ran the other way round in the drawing. The area is the same; it is said and not asked.</summary>
    public bool Turned { get; init; }
}
