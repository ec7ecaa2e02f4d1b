using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks.Zones;

/// <summary>The map of a million clients at four zooms, all of them and those of a filter that a third meets.</summary>
internal static class MapBench
{
    private const int Requests = 20;

    public static async Task<IReadOnlyList<Measure>> RunAsync(NpgsqlConnection connection, Browser browser)
    {
        await Eventually.BecomesAsync(
            async () =>
            {
                await connection.Sql("select host.enqueue_job('clients.map-squares', '{}', null, null, 'es')").RunAsync();
                await Task.Delay(3000);
                return await connection.Sql("select count(*) from clients.map_change").ValueAsync<long>();
            }, left => left == 0, 600);
        await connection.Sql("vacuum analyze clients.map_square").RunAsync();
        return [await SlowestAsync(browser, "zones-map-p95-ms", "", 150), await SlowestAsync(browser, "zones-map-filtered-p95-ms", "kind=legal&", 600)];
    }

    private static async Task<Measure> SlowestAsync(Browser browser, string name, string filter, double limit)
    {
        var (random, notes, worst) = (new Random(2), new List<string>(), 0.0);
        foreach (var (zoom, width) in new[] { (9, 2.4), (12, 0.3), (14, 0.08), (17, 0.01) })
        {
            var times = new List<double>();
            for (var i = -3; i < Requests; i++)
            {
                var (west, south) = (Patchwork.West + (random.NextDouble() * Math.Max(0, 1 - width)), Patchwork.South + (random.NextDouble() * Math.Max(0, 0.8 - width)));
                var start = Stopwatch.GetTimestamp();
                (await browser.Client.GetAsync(string.Create(
                    CultureInfo.InvariantCulture, $"/clients/map?handler=Points&{filter}zoom={zoom}&west={west:0.000000}&south={south:0.000000}&east={west + width:0.000000}&north={south + (width * 0.6):0.000000}"))).EnsureSuccessStatusCode();
                if (i >= 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            var slow = times.Order().ElementAt(Requests * 95 / 100);
            worst = Math.Max(worst, slow);
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"zoom {zoom} {slow:0} ms"));
        }

        return new Measure(name, worst, limit, string.Join(", ", notes));
    }
}
