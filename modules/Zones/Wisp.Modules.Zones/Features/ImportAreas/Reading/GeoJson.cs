using System.Text.Json;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>A feature of GeoJSON as a shape.</summary>
internal static class GeoJson
{
    public static ReadShape Read(JsonElement feature, int number, string at)
    {
        var properties = ReadShape.Nothing;
        try
        {
            if (feature.ValueKind != JsonValueKind.Object || JsonText.TypeOf(feature) != "Feature") throw new ShapeException("json.feature", at);
            properties = Properties(feature, at);
            if (JsonText.Has(feature, "id", out var id) && id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                throw new ShapeException("json.id", at);
            GeoJsonGeometry.CheckBox(feature, at);
            if (!JsonText.Has(feature, "geometry", out var geometry)) throw new ShapeException("json.no-geometry", at);
            if (geometry.ValueKind == JsonValueKind.Null) throw new ShapeException("area.empty");
            return Drawn(geometry, number, at + ".geometry", properties);
        }
        catch (ShapeException wrong)
        {
            return new ReadShape(number, null, properties) { Fault = wrong.Fault };
        }
    }

    public static ReadShape Drawn(JsonElement geometry, int number, string at, IReadOnlyDictionary<string, string> properties)
    {
        try
        {
            var reader = new GeoJsonGeometry();
            return ReadShape.Of(number, reader.Read(geometry, at), properties, reader.Rings) with { Flattened = reader.HadHeights };
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
        var name = crs.ValueKind == JsonValueKind.Object && JsonText.Has(crs, "properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            && JsonText.Has(properties, "name", out var named) ? JsonText.Of(named) : JsonText.Of(crs);
        string[] known = ["CRS84", "EPSG::4326", "EPSG:4326"];
        if (!Array.Exists(known, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw new AreaFileException("file.projection", ShapeProperties.Short(name));
    }

    private static IReadOnlyDictionary<string, string> Properties(JsonElement feature, string at)
    {
        if (!JsonText.Has(feature, "properties", out var properties)) throw new ShapeException("json.no-properties", at);
        if (properties.ValueKind == JsonValueKind.Null) return ReadShape.Nothing;
        if (properties.ValueKind != JsonValueKind.Object) throw new ShapeException("json.properties", at);
        var read = new ShapeProperties();
        foreach (var property in properties.EnumerateObject())
            if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                read.Add(JsonText.NameOf(property), JsonText.Of(property.Value));
        return read.All;
    }
}
