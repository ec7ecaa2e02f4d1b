using Npgsql;
using Wisp.Contracts.Zones;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Placing;

/// <summary>
/// Cuts a box into boxes with no more clients than one step moves: all are counted once, by the cells of a grid, and cells are put
/// together again. Counting half by half would look at each client half a dozen times.
/// </summary>
internal sealed class PlacingGrid
{
    private const int Cells = 64;
    private readonly PlacingBox _box;
    private readonly long _most;
    private readonly long[,] _clients = new long[Cells, Cells];

    private PlacingGrid(PlacingBox box, long most) => (_box, _most) = (box, most);

    /// <returns>Boxes that cover all of its clients; one with more than <paramref name="most"/> is a single cell.</returns>
    public static async Task<IReadOnlyList<PlacingBox>> CutAsync(
        NpgsqlConnection connection, PlaceKind kind, PlacingBox box, long most, CancellationToken cancellationToken)
    {
        var grid = new PlacingGrid(box, most);
        // The index's boxes are rounded, so a point may lie a hair outside.
        foreach (var (x, y, clients) in await connection.Sql(
            $"""
            select greatest(0, least({Cells - 1}, floor((ext.st_x(c.location) - $1) / nullif($3 - $1, 0) * {Cells})))::integer,
                   greatest(0, least({Cells - 1}, floor((ext.st_y(c.location) - $2) / nullif($4 - $2, 0) * {Cells})))::integer, count(*)
            from clients.client c
            where not c.{PointPlaces.Column(kind)}_by_hand and c.location operator(ext.&&) {PointPlaces.Box}
            group by 1, 2
            """, box.Sides).ListAsync(row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2)), cancellationToken)) grid._clients[x, y] = clients;
        return [.. grid.Cut(0, 0, Cells, Cells)];
    }

    private IEnumerable<PlacingBox> Cut(int west, int south, int east, int north)
    {
        var clients = Sum(west, south, east, north);
        if (clients == 0) yield break;
        if (clients <= _most || (east - west == 1 && north - south == 1))
        {
            yield return new PlacingBox(Longitude(west), Latitude(south), Longitude(east), Latitude(north), clients);
            yield break;
        }

        var isWide = north - south == 1 || (east - west > 1 && Longitude(east) - Longitude(west) > Latitude(north) - Latitude(south));
        var middle = isWide
            ? Middle(west, east, clients, x => Sum(x, south, x + 1, north))
            : Middle(south, north, clients, y => Sum(west, y, east, y + 1));
        var (one, other) = isWide
            ? (Cut(west, south, middle, north), Cut(middle, south, east, north))
            : (Cut(west, south, east, middle), Cut(west, middle, east, north));
        foreach (var box in one.Concat(other)) yield return box;
    }

    /// <summary>Where about half of the clients are on either side.</summary>
    private static int Middle(int from, int to, long clients, Func<int, long> at)
    {
        var before = at(from);
        var middle = from + 1;
        while (middle < to - 1 && before + (at(middle) / 2) < clients / 2) before += at(middle++);
        return middle;
    }

    private long Sum(int west, int south, int east, int north)
    {
        long sum = 0;
        for (var x = west; x < east; x++)
            for (var y = south; y < north; y++) sum += _clients[x, y];
        return sum;
    }

    // The last edge is the box's own, to the last digit.
    private double Longitude(int x) => x == Cells ? _box.East : _box.West + ((_box.East - _box.West) * x / Cells);

    private double Latitude(int y) => y == Cells ? _box.North : _box.South + ((_box.North - _box.South) * y / Cells);
}
