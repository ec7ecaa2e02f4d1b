using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>What an area must be to be stored; the database holds the same rules in <c>zones.is_sound</c>.</summary>
internal static class AreaRules
{
    /// <summary>Corners of one area, its repeated ends among them.</summary>
    public const int MostCorners = 10_000;

    private const int MostRepairs = 6;

    public static AreaCheck Check(Geometry drawn)
    {
        var (area, fault) = Look(drawn);
        if (fault is null) return new AreaCheck(AreaRepairs.Turn(area!), null) { Turned = IsBackwards(area!) };
        return Refuse(fault, drawn, Wgs84.SquareKilometres(AreaRepairs.Inside180(drawn)));
    }

    /// <param name="drawn">The shape, its open rings closed.</param>
    /// <param name="rings">Its rings as they were written.</param>
    public static AreaCheck Check(Geometry drawn, DrawnRings rings) =>
        rings.Open is { } open ? Refuse(open, drawn, rings.Enclosed(drawn)) : Check(drawn);

    /// <summary>The fault with what would mend it.</summary>
    /// <param name="fault">What was found wrong.</param>
    /// <param name="drawn">Where mending begins.</param>
    /// <param name="before">Square kilometres of the border as it was drawn.</param>
    public static AreaCheck Refuse(AreaFault fault, Geometry drawn, double before) => new(null, fault with { Repair = RepairOf(drawn, before) });

    private static AreaRepair? RepairOf(Geometry drawn, double before)
    {
        var mended = drawn;
        for (var attempt = 0; attempt < MostRepairs; attempt++)
        {
            var (area, fault) = Look(mended);
            if (fault is null) return new AreaRepair(AreaRepairs.Turn(area!)!, before, Wgs84.SquareKilometres(area!));
            if (AreaRepairs.Of(fault.Key, mended) is not { } next) return null;
            mended = next;
        }

        return null;
    }

    private static (MultiPolygon? Area, AreaFault? Fault) Look(Geometry drawn)
    {
        if (drawn.IsEmpty) return (null, new AreaFault("area.empty", null));
        if (Polygons(drawn) is not { } area) return (null, new AreaFault("area.kind", drawn.Coordinates[0], drawn.GeometryType));
        if (Array.Find(area.Coordinates, at => !Wgs84.Holds(at)) is { } outside)
            return (null, new AreaFault("area.globe", outside, AreaFault.Show(outside)));
        if (Leap(area) is { } leap) return (null, new AreaFault("area.antimeridian", leap, AreaFault.Show(leap)));
        if (new IsValidOp(area).ValidationError is { } error)
            return (null, new AreaFault(KeyOf(error.ErrorType), error.Coordinate, AreaFault.Show(error.Coordinate)));
        return area.NumPoints > MostCorners ? (null, new AreaFault("area.corners", null, area.NumPoints, MostCorners)) : (area, null);
    }

    private static MultiPolygon? Polygons(Geometry drawn) => drawn switch
    {
        MultiPolygon many => many,
        Polygon one => Wgs84.Factory.CreateMultiPolygon([one]),
        GeometryCollection all when all.Geometries.All(part => part is Polygon) => Wgs84.Factory.CreateMultiPolygon([.. all.Geometries.Cast<Polygon>()]),
        _ => null,
    };

    /// <summary>Where an edge runs half around the globe, as it seems to when it crosses the 180th meridian.</summary>
    private static Coordinate? Leap(MultiPolygon area)
    {
        foreach (var ring in Rings(area).Select(ring => ring.Coordinates))
            for (var i = 1; i < ring.Length; i++)
                if (Math.Abs(ring[i].X - ring[i - 1].X) > 180) return ring[i - 1];
        return null;
    }

    private static bool IsBackwards(MultiPolygon area) =>
        area.Geometries.Cast<Polygon>().Any(part => !part.Shell.IsCCW || Array.Exists(part.Holes, hole => hole.IsCCW));

    private static IEnumerable<LineString> Rings(MultiPolygon area) => area.Geometries.Cast<Polygon>().SelectMany(part => part.Holes.Prepend(part.Shell));

    private static string KeyOf(TopologyValidationErrors error) => error switch
    {
        TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection => "area.crossing",
        TopologyValidationErrors.HoleOutsideShell => "area.hole-outside",
        TopologyValidationErrors.NestedHoles or TopologyValidationErrors.NestedShells or TopologyValidationErrors.DuplicateRings => "area.nested",
        TopologyValidationErrors.DisconnectedInteriors => "area.apart",
        TopologyValidationErrors.TooFewPoints => "area.few",
        TopologyValidationErrors.RingNotClosed => "area.open",
        _ => "area.invalid",
    };
}
