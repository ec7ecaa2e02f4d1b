using System.Globalization;
using System.Text;

namespace Wisp.Benchmarks.Zones;

/// <summary>2,000 zones that cover a region without gap or overlap, 36 corners each, neighbours sharing every corner of their border.</summary>
internal static class Patchwork
{
    public const double West = -56.6, South = -35.0;
    public const int Columns = 50, Rows = 40;
    public const double Side = 0.02;

    private const int CornersAnEdge = 8;

    public static string GeoJson()
    {
        var text = new StringBuilder("""{"type":"FeatureCollection","features":[""");
        for (var i = 0; i < Columns * Rows; i++)
        {
            var (x, y) = (i % Columns, i / Columns);
            var ring = Edge(x, y, true).Concat(Edge(x + 1, y, false)).Concat(Edge(x, y + 1, true).Append(Node(x + 1, y + 1)).Reverse().SkipLast(1))
                .Concat(Edge(x, y, false).Append(Node(x, y + 1)).Reverse().SkipLast(1)).Append(Node(x, y));
            text.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture, $$$"""{"type":"Feature","properties":{"name":"Zona {{{i:0000}}}"},"geometry":{"type":"Polygon","coordinates":[[{{{string.Join(",", ring.Select(Show))}}}]]}}""");
        }

        return text.Append("]}").ToString();
    }

    /// <summary>The corners from a node towards the next, without that: the same for the zones on both sides.</summary>
    private static IEnumerable<(double X, double Y)> Edge(int x, int y, bool east)
    {
        var (from, to) = (Node(x, y), east ? Node(x + 1, y) : Node(x, y + 1));
        yield return from;
        for (var i = 1; i <= CornersAnEdge; i++)
        {
            var part = i / (CornersAnEdge + 1.0);
            var bend = (Chance(x, y, (east ? 100 : 200) + i) - 0.5) * Side * 0.1;
            yield return (from.X + ((to.X - from.X) * part) + (east ? 0 : bend), from.Y + ((to.Y - from.Y) * part) + (east ? bend : 0));
        }
    }

    private static (double X, double Y) Node(int x, int y) => (West + (Side * (x + (0.2 * Chance(x, y, 1)))), South + (Side * (y + (0.2 * Chance(x, y, 2)))));

    private static double Chance(int x, int y, int what) => (uint)HashOf(x, y, what) / (double)uint.MaxValue;

    private static int HashOf(int x, int y, int what)
    {
        var hash = unchecked((uint)((x * 73856093) ^ (y * 19349663) ^ (what * 83492791)));
        hash = (hash ^ (hash >> 15)) * 0x2c1b3c6d;
        hash = (hash ^ (hash >> 12)) * 0x297a2d39;
        return (int)(hash ^ (hash >> 15));
    }

    private static string Show((double X, double Y) at) => string.Create(CultureInfo.InvariantCulture, $"[{at.X:0.#########},{at.Y:0.#########}]");
}
