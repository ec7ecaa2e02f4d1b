using System.Globalization;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Clients.Domain;

/// <summary>An area as it stands in a URL: corners <c>longitude latitude</c>, commas between, the last joined to the first.</summary>
internal static class AreaText
{
    private const int MostCorners = 200;

    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), 4326);

    public static bool TryRead(string text, out Polygon area)
    {
        area = Polygon.Empty;
        var corners = text.Split(',', StringSplitOptions.TrimEntries);
        if (corners.Length is < 3 or > MostCorners) return false;

        var ring = new Coordinate[corners.Length + 1];
        for (var i = 0; i < corners.Length; i++)
        {
            if (corners[i].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var x, var y]
                || !TryDegrees(x, 180, out var longitude) || !TryDegrees(y, 90, out var latitude)) return false;
            ring[i] = new Coordinate(longitude, latitude);
        }

        ring[^1] = ring[0].Copy();
        area = Wgs84.CreatePolygon(ring);
        return area is { IsValid: true, Area: > 0 };
    }

    private static bool TryDegrees(string text, double limit, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees)
        && Math.Abs(degrees) <= limit;
}
