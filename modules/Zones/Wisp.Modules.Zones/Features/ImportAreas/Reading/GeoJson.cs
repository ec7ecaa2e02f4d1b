using System.Text.Json;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>A feature of GeoJSON as a shape.</summary>
internal static class GeoJson
{
    public static readonly IReadOnlySet<string> Geometries =
        new HashSet<string>(["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"], StringComparer.Ordinal);

    public static string? TypeOf(JsonElement json) =>
        json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    public static ReadShape Read(JsonElement feature, int number, string at)
    {
        var properties = ReadShape.Nothing;
        try
        {
            if (feature.ValueKind != JsonValueKind.Object || TypeOf(feature) != "Feature") throw new ShapeException("json.feature", at);
            properties = Properties(feature, at);
            if (feature.TryGetProperty("id", out var id) && id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                throw new ShapeException("json.id", at);
            GeoJsonGeometry.CheckBox(feature, at);
            if (!feature.TryGetProperty("geometry", out var geometry)) throw new ShapeException("json.no-geometry", at);
            if (geometry.ValueKind == JsonValueKind.Null) throw new ShapeException("area.empty");
            return Drawn(geometry, number, at + ".geometry", properties);
        }
        catch (ShapeException wrong)
        {
            return new ReadShape(number, null, properties) { Fault = wrong.Fault };
        }
        catch (InvalidOperationException)
        {
            // Half a letter, written as an escape.
            return new ReadShape(number, null, properties) { Fault = new AreaFault("json.letters", null) };
        }
    }

    public static ReadShape Drawn(JsonElement geometry, int number, string at, IReadOnlyDictionary<string, string> properties)
    {
        try
        {
            var reader = new GeoJsonGeometry();
            return new ReadShape(number, reader.Read(geometry, at), properties) { Flattened = reader.HadHeights };
        }
        catch (ShapeException wrong)
        {
            return new ReadShape(number, null, properties) { Fault = wrong.Fault };
        }
    }

    /// <summary>Refuses a file that says it is drawn in another projection, by its name.</summary>
    public static void CheckProjection(JsonElement crs)
    {
        if (crs.ValueKind == JsonValueKind.Null) return;
        var name = crs.ValueKind == JsonValueKind.Object && crs.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty("name", out var named) ? named.ToString() : crs.ToString();
        string[] known = ["CRS84", "EPSG::4326", "EPSG:4326"];
        if (!Array.Exists(known, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw new AreaFileException("file.projection", ShapeProperties.Short(name));
    }

    private static IReadOnlyDictionary<string, string> Properties(JsonElement feature, string at)
    {
        if (!feature.TryGetProperty("properties", out var properties)) throw new ShapeException("json.no-properties", at);
        if (properties.ValueKind == JsonValueKind.Null) return ReadShape.Nothing;
        if (properties.ValueKind != JsonValueKind.Object) throw new ShapeException("json.properties", at);
        var read = new ShapeProperties();
        foreach (var property in properties.EnumerateObject())
            if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                read.Add(property.Name, property.Value.ToString());
        return read.All;
    }
}
