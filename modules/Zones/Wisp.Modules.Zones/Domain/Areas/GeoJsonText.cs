using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>Writes areas as GeoJSON, every number as it is.</summary>
internal static class GeoJsonText
{
    public static JsonObject Of(MultiPolygon area) => new()
    {
        ["type"] = "MultiPolygon",
        ["coordinates"] = new JsonArray([.. area.Geometries.Cast<Polygon>().Select(part => new JsonArray([.. part.Holes.Prepend(part.Shell).Select(Ring)]))]),
    };

    private static JsonArray Ring(LinearRing ring) => [.. ring.Coordinates.Select(at => new JsonArray(at.X, at.Y))];
}
