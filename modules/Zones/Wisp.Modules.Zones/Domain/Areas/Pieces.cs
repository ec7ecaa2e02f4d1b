using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <param name="Cell">Where the piece holds.</param>
/// <param name="Area">The area's own edges there; <c>null</c> where it is all area.</param>
internal sealed record Piece(Polygon Cell, Polygon? Area);

/// <summary>
/// Cuts an area into cells with few corners each. No corner is made: runs of corners on one side of a cell shrink to their first and
/// last, which changes nothing inside it. So a point on a border stays on it to the last digit, which cutting edges would not keep.
/// </summary>
internal static class Pieces
{
    /// <summary>Few enough to look through, many enough to keep the pieces few.</summary>
    private const int MostCorners = 24;

    /// <summary>About a hundred metres.</summary>
    private const double SmallestCell = 0.001;

    /// <summary>The database's index keeps boxes in single precision, so it may offer a piece whose cell ends 0.00002 degrees before the point.</summary>
    private const double Margin = 0.0001;

    public static IEnumerable<Piece> Of(MultiPolygon area) =>
        area.Geometries.Cast<Polygon>().SelectMany(part => Cut(
            part.EnvelopeInternal, part.Shell.Coordinates, [.. part.Holes.Select(hole => hole.Coordinates)]));

    private static IEnumerable<Piece> Cut(Envelope cell, Coordinate[] shell, List<Coordinate[]> holes)
    {
        var near = cell.Copy();
        near.ExpandBy(Margin);
        shell = Shrink(shell, near);
        if (!Crosses(shell, near))
        {
            if (!Surrounds(shell, cell.Centre)) yield break;
            var around = near.Copy();
            around.ExpandBy(Margin);
            shell = Ring(around);
        }

        holes = [.. holes.Select(hole => Shrink(hole, near))];
        foreach (var hole in holes.Where(hole => !Crosses(hole, near)).ToList())
        {
            if (Surrounds(hole, cell.Centre)) yield break;
            holes.Remove(hole);
        }

        if (holes.Count == 0 && !Crosses(shell, near)) yield return new Piece(Box(cell), null);
        else if (shell.Length + holes.Sum(hole => hole.Length) <= MostCorners || Math.Max(cell.Width, cell.Height) <= SmallestCell)
            yield return new Piece(Box(cell), Wgs84.Factory.CreatePolygon(Wgs84.Factory.CreateLinearRing(shell), [.. holes.Select(hole => Wgs84.Factory.CreateLinearRing(hole))]));
        else
            foreach (var piece in Halves(cell).SelectMany(half => Cut(half, shell, holes)))
                yield return piece;
    }

    private static Envelope[] Halves(Envelope cell)
    {
        var middle = cell.Centre;
        return cell.Width > cell.Height
            ? [new(cell.MinX, middle.X, cell.MinY, cell.MaxY), new(middle.X, cell.MaxX, cell.MinY, cell.MaxY)]
            : [new(cell.MinX, cell.MaxX, cell.MinY, middle.Y), new(cell.MinX, cell.MaxX, middle.Y, cell.MaxY)];
    }

    private static Coordinate[] Shrink(Coordinate[] ring, Envelope cell)
    {
        var kept = new List<Coordinate>(ring.Length) { ring[0] };
        var (first, side) = (0, SidesOf(ring[0], cell));
        for (var i = 1; i < ring.Length; i++)
        {
            var sides = SidesOf(ring[i], cell);
            if ((side & sides) != 0)
            {
                side &= sides;
                continue;
            }

            if (i - 1 > first) kept.Add(ring[i - 1]);
            kept.Add(ring[i]);
            (first, side) = (i, sides);
        }

        if (ring.Length - 1 > first) kept.Add(ring[^1]);
        // A run all round leaves two equal corners, and a ring wants four.
        while (kept.Count < 4) kept.Insert(1, kept[0]);
        return [.. kept];
    }

    private static int SidesOf(Coordinate at, Envelope cell) =>
        (at.X < cell.MinX ? 1 : 0) | (at.X > cell.MaxX ? 2 : 0) | (at.Y < cell.MinY ? 4 : 0) | (at.Y > cell.MaxY ? 8 : 0);

    private static bool Crosses(Coordinate[] ring, Envelope cell)
    {
        for (var i = 1; i < ring.Length; i++)
            if ((SidesOf(ring[i - 1], cell) & SidesOf(ring[i], cell)) == 0 && Touches(ring[i - 1], ring[i], cell)) return true;
        return false;
    }

    private static bool Touches(Coordinate from, Coordinate to, Envelope cell)
    {
        var sides = Ring(cell).Take(4).Select(corner => Orientation.Index(from, to, corner)).ToList();
        return !(sides.TrueForAll(side => side == OrientationIndex.Left) || sides.TrueForAll(side => side == OrientationIndex.Right));
    }

    private static bool Surrounds(Coordinate[] ring, Coordinate at) => RayCrossingCounter.LocatePointInRing(at, ring) != Location.Exterior;

    private static Polygon Box(Envelope cell) => Wgs84.Factory.CreatePolygon(Ring(cell));

    private static Coordinate[] Ring(Envelope cell) =>
    [
        new(cell.MinX, cell.MinY), new(cell.MaxX, cell.MinY), new(cell.MaxX, cell.MaxY), new(cell.MinX, cell.MaxY), new(cell.MinX, cell.MinY),
    ];
}
