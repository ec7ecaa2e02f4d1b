using NetTopologySuite.Geometries;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>Degrees of the globe: longitude is x, latitude is y.</summary>
internal static class Wgs84
{
    public const int Srid = 4326;

    public static readonly GeometryFactory Factory = new(new PrecisionModel(), Srid);

    private const double EarthRadiusKilometres = 6371.0088;

    public static bool Holds(Coordinate at) => Math.Abs(at.X) <= 180 && Math.Abs(at.Y) <= 90;

    /// <summary>
    /// Square kilometres of the sphere: the area is laid out so that its size is kept (Lambert's cylinder). Wrong by a third of a
    /// percent at most, which is what a sphere is from the Earth.
    /// </summary>
    public static double SquareKilometres(Geometry area)
    {
        var flat = area.Copy();
        flat.Apply(new Cylinder());
        return flat.Area * EarthRadiusKilometres * EarthRadiusKilometres;
    }

    private sealed class Cylinder : ICoordinateFilter
    {
        public void Filter(Coordinate at) => (at.X, at.Y) = (at.X * Math.PI / 180, Math.Sin(at.Y * Math.PI / 180));
    }
}
