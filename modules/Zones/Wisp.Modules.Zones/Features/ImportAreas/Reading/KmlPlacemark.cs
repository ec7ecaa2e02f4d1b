using System.Globalization;
using System.Xml.Linq;
using NetTopologySuite.Geometries;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>A placemark as a shape; elements are known by their names, whichever version of KML they are of.</summary>
internal static class KmlPlacemark
{
    private static readonly string[] Others = ["Point", "LineString", "Track", "Model"];

    public static ReadShape Read(XElement placemark, int number)
    {
        var properties = new ShapeProperties();
        foreach (var about in placemark.Elements().Where(e => e.Name.LocalName is "name" or "description")) properties.Add(about.Name.LocalName, about.Value);
        foreach (var data in Inside(placemark, "Data")) properties.Add(data.Attribute("name")?.Value, Inside(data, "value").FirstOrDefault()?.Value);
        foreach (var data in Inside(placemark, "SimpleData")) properties.Add(data.Attribute("name")?.Value, data.Value);

        var drawing = new Drawing();
        try
        {
            var polygons = Inside(placemark, "Polygon").Select(drawing.Polygon).OfType<Polygon>().ToArray();
            if (polygons.Length == 0)
                throw placemark.Descendants().FirstOrDefault(e => Others.Contains(e.Name.LocalName)) is { } other
                    ? new ShapeException("area.kind", other.Name.LocalName)
                    : new ShapeException("area.empty");
            return ReadShape.Of(number, Wgs84.Factory.CreateMultiPolygon(polygons), properties.All, drawing.Rings) with { Flattened = drawing.HadHeights };
        }
        catch (ShapeException wrong)
        {
            return new ReadShape(number, null, properties.All) { Fault = wrong.Fault };
        }
    }

    private static IEnumerable<XElement> Inside(XElement element, string name) => element.Descendants().Where(e => e.Name.LocalName == name);

    private sealed class Drawing
    {
        public DrawnRings Rings { get; } = new();

        public bool HadHeights { get; private set; }

        public Polygon? Polygon(XElement polygon) => Inside(polygon, "outerBoundaryIs").FirstOrDefault() is { } shell
            ? Wgs84.Factory.CreatePolygon(Ring(shell), [.. Inside(polygon, "innerBoundaryIs").Select(Ring)])
            : null;

        private LinearRing Ring(XElement boundary) =>
            Rings.Ring([.. Inside(boundary, "coordinates").SelectMany(text => text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(Position)], boundary.Name.LocalName);

        private Coordinate Position(string text)
        {
            var parts = text.Split(',');
            if (parts.Length < 2 || !Number(parts[0], out var x) || !Number(parts[1], out var y)) throw new ShapeException("kml.position", ShapeProperties.Short(text));
            Rings.Count();
            HadHeights |= parts.Length > 2 && Number(parts[2], out var height) && height != 0;
            return new Coordinate(x, y);
        }

        private static bool Number(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
