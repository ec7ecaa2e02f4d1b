using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>
/// Reads a GeoJSON geometry to the letter and says where it is wrong. NetTopologySuite's reader throws without a place and lets
/// much through, hence our own.
/// </summary>
internal sealed class GeoJsonGeometry
{
    public static readonly IReadOnlySet<string> Types =
        new HashSet<string>(["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"], StringComparer.Ordinal);

    private const int DeepestCollection = 8;

    public DrawnRings Rings { get; } = new();

    /// <summary>Whether a position had more than longitude and latitude.</summary>
    public bool HadHeights { get; private set; }

    public Geometry Read(JsonElement json, string at, int depth = 0)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new ShapeException("json.geometry", at);
        CheckBox(json, at);
        var type = JsonText.TypeOf(json) ?? throw new ShapeException("json.no-type", at);
        if (type == "GeometryCollection")
        {
            if (depth > DeepestCollection || !JsonText.Has(json, "geometries", out var parts) || parts.ValueKind != JsonValueKind.Array)
                throw new ShapeException("json.geometries", at);
            return Wgs84.Factory.CreateGeometryCollection([.. parts.EnumerateArray().Select((part, i) => Read(part, $"{at}.geometries[{i}]", depth + 1))]);
        }

        if (!Types.Contains(type)) throw new ShapeException("json.unknown-type", at, type);
        if (!JsonText.Has(json, "coordinates", out var coordinates)) throw new ShapeException("json.no-coordinates", at);
        return Read(type, coordinates, at + ".coordinates");
    }

    public static void CheckBox(JsonElement json, string at)
    {
        if (!JsonText.Has(json, "bbox", out var box)) return;
        if (box.ValueKind != JsonValueKind.Array || box.GetArrayLength() is not (4 or 6) || box.EnumerateArray().Any(n => n.ValueKind != JsonValueKind.Number))
            throw new ShapeException("json.bbox", at);
    }

    private Geometry Read(string type, JsonElement coordinates, string at) => type switch
    {
        "Point" => Wgs84.Factory.CreatePoint(Position(coordinates, at)),
        "MultiPoint" => Wgs84.Factory.CreateMultiPointFromCoords(Positions(coordinates, at)),
        "LineString" => Line(coordinates, at),
        "MultiLineString" => Wgs84.Factory.CreateMultiLineString([.. Each(coordinates, at, Line)]),
        "Polygon" => Polygon(coordinates, at),
        _ => Wgs84.Factory.CreateMultiPolygon([.. Each(coordinates, at, Polygon)]),
    };

    private LineString Line(JsonElement json, string at)
    {
        var positions = Positions(json, at);
        return positions.Length == 1 ? throw new ShapeException("json.line", at) : Wgs84.Factory.CreateLineString(positions);
    }

    private Polygon Polygon(JsonElement json, string at)
    {
        var rings = Each(json, at, Ring).ToArray();
        return rings.Length == 0 ? Wgs84.Factory.CreatePolygon() : Wgs84.Factory.CreatePolygon(rings[0], rings[1..]);
    }

    private LinearRing Ring(JsonElement json, string at) => Rings.Ring(Positions(json, at), at);

    private Coordinate[] Positions(JsonElement json, string at) => [.. Each(json, at, Position)];

    private static IEnumerable<T> Each<T>(JsonElement json, string at, Func<JsonElement, string, T> read)
    {
        if (json.ValueKind != JsonValueKind.Array) throw new ShapeException("json.array", at);
        return json.EnumerateArray().Select((item, i) => read(item, $"{at}[{i}]"));
    }

    private Coordinate Position(JsonElement json, string at)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() < 2 || json.EnumerateArray().Any(n => n.ValueKind != JsonValueKind.Number))
            throw new ShapeException("json.position", at);
        Rings.Count();
        if (json.GetArrayLength() > 2) HadHeights = true;
        return new Coordinate(json[0].GetDouble(), json[1].GetDouble());
    }
}
