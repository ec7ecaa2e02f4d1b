using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>
/// The rings of one shape as somebody wrote them. One that does not end where it began is closed, so that the shape can be looked at;
/// what is proposed then says so, and nobody stores it unasked.
/// </summary>
internal sealed class DrawnRings
{
    /// <summary>Corners of one shape that are looked at at all.</summary>
    public const int MostReadable = 200_000;

    private readonly HashSet<LinearRing> _open = new(ReferenceEqualityComparer.Instance);
    private int _corners;

    /// <summary>Says where the first ring does not close; <c>null</c> when all do.</summary>
    public AreaFault? Open { get; private set; }

    /// <summary>Counts one more corner.</summary>
    public void Count()
    {
        if (++_corners > MostReadable) throw new ShapeException("area.endless", MostReadable);
    }

    /// <param name="positions">The corners, the first one repeated at the end.</param>
    /// <param name="at">What to call the ring in a message.</param>
    public LinearRing Ring(Coordinate[] positions, string at)
    {
        if (positions.Length == 0) throw new ShapeException("area.empty");
        var isOpen = !positions[0].Equals2D(positions[^1]);
        if (positions.Distinct().Count() < 3) throw new ShapeException("area.few", at) { Spot = positions[0] };
        var ring = Wgs84.Factory.CreateLinearRing(isOpen ? [.. positions, positions[0].Copy()] : positions);
        if (!isOpen) return ring;
        _open.Add(ring);
        Open ??= new AreaFault("area.open", positions[^1], AreaFault.Show(positions[^1]), AreaFault.Show(positions[0]));
        return ring;
    }

    /// <summary>Square kilometres that the rings enclose as they were written: one that does not close encloses nothing.</summary>
    public double Enclosed(Geometry drawn) => Wgs84.SquareKilometres(AreaRepairs.Inside180(Wgs84.Factory.BuildGeometry(
        [.. PolygonExtracter.GetPolygons(drawn).Cast<Polygon>().Where(part => !_open.Contains(part.Shell))
            .Select(part => Wgs84.Factory.CreatePolygon(part.Shell, [.. part.Holes.Where(hole => !_open.Contains(hole))]))])));
}
