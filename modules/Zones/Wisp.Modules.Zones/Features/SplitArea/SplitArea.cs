using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.SplitArea;

/// <summary>Cuts an area along a line.</summary>
internal static class SplitArea
{
    /// <returns>The part that stays and the part that goes, the larger first; <c>null</c> when the line does not cut it in two.</returns>
    public static (MultiPolygon Stays, MultiPolygon Goes)? Run(MultiPolygon area, LineString line)
    {
        if (line.NumPoints > AreaRules.MostCorners || !Array.TrueForAll(line.Coordinates, Wgs84.Holds)) return null;
        var polygonizer = new Polygonizer();
        polygonizer.Add(OverlayNGRobust.Overlay(area.Boundary, line, SpatialFunction.Union));
        var faces = polygonizer.GetPolygons().Where(face => area.Covers(face.InteriorPoint)).ToList();
        if (faces.Count <= area.NumGeometries) return null;

        // Faces on one side of the line as it runs through; where it meets several parts, each goes to its own side.
        var sides = faces.ToLookup(face => IsLeft(line, face.InteriorPoint.Coordinate));
        var (left, right) = (Joined(sides[true]), Joined(sides[false]));
        if (left is null || right is null) return null;
        return left.Area >= right.Area ? (left, right) : (right, left);
    }

    private static bool IsLeft(LineString line, Coordinate at)
    {
        var nearest = Enumerable.Range(1, line.NumPoints - 1)
            .Select(i => (From: line[i - 1], To: line[i])).MinBy(edge => NetTopologySuite.Algorithm.DistanceComputer.PointToSegment(at, edge.From, edge.To));
        return NetTopologySuite.Algorithm.Orientation.Index(nearest.From, nearest.To, at) == NetTopologySuite.Algorithm.OrientationIndex.Left;
    }

    private static MultiPolygon? Joined(IEnumerable<Geometry> faces) => AreaRepairs.Turn(Wgs84.Factory.BuildGeometry([.. faces]).Union());
}
