using System.Globalization;
using NetTopologySuite.Geometries;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Zones.Tests.Areas;

/// <summary>Random zones, overlapping and with holes: where NetTopologySuite finds a point, the database finds it, borders included.</summary>
public sealed class PropertyTests(AreaApp app) : IClassFixture<AreaApp>
{
    private const int Zones = 60;
    private const int Seed = 20261128;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);
    private static readonly int Points = Places.Deep ? 10_000 : 300;

    [Fact]
    public async Task The_library_and_the_database_find_the_same_zone()
    {
        var random = new Random(Seed);
        var zones = Enumerable.Range(0, Zones).Select(i => (Name: $"Z{i:000}", Area: Star(random), Priority: random.Next(3))).ToList();
        var preview = await app.UploadAsync(AreaApp.Collection([.. zones.Select(z => AreaApp.Feature(z.Name, Json(z.Area)))]));
        Assert.Equal(("done", Zones, 0L, 0L), await app.TakeAsync(preview));
        foreach (var zone in zones) await app.Database.RunAsync("update zones.zone set priority = $2 where name = $1", zone.Name, zone.Priority);

        var points = Enumerable.Range(0, Points).Select(i => At(random, zones[random.Next(Zones)].Area, i % 4)).ToList();
        var expected = points.Select(point => zones.Where(zone => zone.Area.Covers(point)).OrderByDescending(zone => zone.Priority)
            .ThenBy(zone => zone.Name, StringComparer.Ordinal).Select(zone => zone.Name).FirstOrDefault() ?? "").ToList();
        Assert.True(expected.Distinct().Count() > Zones / 3);

        Assert.Equal(expected, await FoundAsync("coalesce((select z.name from zones.zone z where z.id = zones.zone_at(w.point)), '')", points));
        Assert.Equal(expected, await FoundAsync(
            """
            coalesce((
              select z.name from zones.zone_areas_v1 z where z.rank = (
                select min(p.rank) from zones.zone_pieces_v1 p where p.cell && w.point and (p.area is null or ext.st_covers(p.area, w.point)))), '')
            """, points));
        Assert.Equal(expected, await FoundAsync(
            "coalesce((select z.name from zones.zone z where ext.st_covers(z.area, w.point) order by z.priority desc, z.public_id limit 1), '')", points));
    }

    private async Task<List<string>> FoundAsync(string found, List<Point> points)
    {
        await using var connection = await app.Database.OpenAsync();
        await connection.Sql("set search_path to ext").RunAsync();
        return await connection.Sql(
            $"select {found} from unnest($1::float8[], $2::float8[]) with ordinality as row(x, y, no) cross join lateral (select ext.st_setsrid(ext.st_makepoint(x, y), 4326) as point) w order by no",
            points.Select(p => p.X).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Double), points.Select(p => p.Y).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Double))
            .ListAsync(r => r.GetString(0));
    }

    // Corners on a grid of 1/4096 of a degree, so that a point half-way along an edge is on it to the last bit.
    private static Polygon Star(Random random)
    {
        while (true)
        {
            var (x, y, corners) = (random.Next(-8, 8) / 4.0, random.Next(-8, 8) / 4.0, random.Next(5, 120));
            Coordinate[] Ring(double least, double most) => [.. Enumerable.Range(0, corners).Select(i => i * Math.Tau / corners)
                .Select(turn => (turn, size: least + (random.NextDouble() * (most - least))))
                .Select(p => new Coordinate(Grid(x + (Math.Cos(p.turn) * p.size)), Grid(y + (Math.Sin(p.turn) * p.size))))];
            var shell = Ring(0.3, 0.9);
            Coordinate[] hole = [.. Ring(0.05, 0.2).Reverse()];
            var area = Factory.CreatePolygon(
                Factory.CreateLinearRing([.. shell, shell[0]]), random.Next(3) == 0 ? [Factory.CreateLinearRing([.. hole, hole[0]])] : []);
            if (area.IsValid) return area;
        }
    }

    private static double Grid(double value) => Math.Round(value * 4096) / 4096;

    private static Point At(Random random, Polygon area, int kind)
    {
        var ring = random.Next(2) == 0 || area.NumInteriorRings == 0 ? area.Shell : area.Holes[0];
        var i = random.Next(ring.NumPoints - 1);
        var (from, to) = (ring.GetCoordinateN(i), ring.GetCoordinateN(i + 1));
        return Factory.CreatePoint(kind switch
        {
            0 => from.Copy(),
            1 => new Coordinate((from.X + to.X) / 2, (from.Y + to.Y) / 2),
            2 => new Coordinate(((from.X * 3) + to.X) / 4, ((from.Y * 3) + to.Y) / 4),
            _ => new Coordinate((random.NextDouble() * 6) - 3, (random.NextDouble() * 6) - 3),
        });
    }

    private static string Json(Polygon area)
    {
        var rings = area.Holes.Prepend(area.Shell).Select(ring => $"[{string.Join(",", ring.Coordinates.Select(at => string.Create(CultureInfo.InvariantCulture, $"[{at.X:R},{at.Y:R}]")))}]");
        return $$"""{"type":"Polygon","coordinates":[{{string.Join(",", rings)}}]}""";
    }
}
