using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Simplify;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>One step towards a sound area for each fault that has one. Nobody stores the outcome unasked.</summary>
internal static class AreaRepairs
{
    /// <summary>About a metre; doubled until the corners are few enough.</summary>
    private const double FinestTolerance = 0.00001;
    private const double CoarsestTolerance = 0.01;

    public static Geometry? Of(string fault, Geometry drawn) => fault switch
    {
        "area.antimeridian" => Split(drawn),
        "area.corners" => Simplify(drawn),
        "area.empty" or "area.kind" or "area.globe" => null,
        _ => Turn(GeometryFixer.Fix(drawn)),
    };

    /// <summary>The same border with western longitudes counted on past 180, where it crosses that meridian; so its size can be told.</summary>
    public static Geometry Inside180(Geometry drawn)
    {
        var (west, east) = (drawn.EnvelopeInternal.MinX, drawn.EnvelopeInternal.MaxX);
        if (east - west <= 180) return drawn;
        var shifted = drawn.Copy();
        shifted.Apply(new Eastwards());
        return shifted;
    }

    private static MultiPolygon? Split(Geometry drawn)
    {
        var whole = GeometryFixer.Fix(Inside180(drawn));
        var here = whole.Intersection(Wgs84.Factory.ToGeometry(new Envelope(-180, 180, -90, 90)));
        var beyond = whole.Intersection(Wgs84.Factory.ToGeometry(new Envelope(180, 540, -90, 90)));
        beyond.Apply(new Westwards());
        return Turn(Wgs84.Factory.BuildGeometry([here, beyond]));
    }

    private static MultiPolygon? Simplify(Geometry drawn)
    {
        for (var tolerance = FinestTolerance; tolerance <= CoarsestTolerance; tolerance *= 2)
            if (TopologyPreservingSimplifier.Simplify(drawn, tolerance) is { } simple && simple.NumPoints <= AreaRules.MostCorners) return Turn(simple);
        return null;
    }

    /// <summary>The polygons of a geometry, shells turned counterclockwise and holes clockwise; <c>null</c> when there are none.</summary>
    public static MultiPolygon? Turn(Geometry drawn)
    {
        var polygons = PolygonExtracter.GetPolygons(drawn).Cast<Polygon>().Where(polygon => !polygon.IsEmpty)
            .Select(polygon => Wgs84.Factory.CreatePolygon(Ring(polygon.Shell, ccw: true), [.. polygon.Holes.Select(hole => Ring(hole, ccw: false))])).ToArray();
        return polygons.Length == 0 ? null : Wgs84.Factory.CreateMultiPolygon(polygons);
    }

    private static LinearRing Ring(LinearRing ring, bool ccw) => ring.IsCCW == ccw ? ring : (LinearRing)ring.Reverse();

    private sealed class Eastwards : ICoordinateFilter
    {
        public void Filter(Coordinate at) => at.X += at.X < 0 ? 360 : 0;
    }

    private sealed class Westwards : ICoordinateFilter
    {
        public void Filter(Coordinate at) => at.X -= 360;
    }
}
