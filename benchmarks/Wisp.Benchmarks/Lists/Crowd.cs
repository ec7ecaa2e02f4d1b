using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks.Lists;

/// <summary>
/// Eight people at the list, a request a second each, for a minute. Beside them, in the same minute, an empty signed-in page and the
/// bare statements are timed: a page's ratio is (page − empty) ÷ bare.
/// </summary>
internal static class Crowd
{
    private const int Readers = 8;

    /// <summary>Rows that one sequential pass may read on average: far below the whole table.</summary>
    private const int LongestScan = 50_000;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Measure>> RunAsync(TestDatabase database, IReadOnlyList<ListPage> pages)
    {
        await using var app = WispApp.StartOn(database, ("Wisp:PoolSize", "16"));
        using var browser = await app.SignInAsAdminAsync();
        await using var bare = await database.OpenAsync();
        await ClientCrowd.WarmAsync(bare);
        foreach (var url in pages.SelectMany(page => page.Url)) (await browser.Client.GetAsync(url)).EnsureSuccessStatusCode();
        var scans = await ScansAsync(bare);

        var times = pages.ToDictionary(page => page, _ => new List<double>());
        var statements = pages.ToDictionary(page => page, _ => new List<double>());
        var empty = new List<double>();
        var end = Stopwatch.GetTimestamp() + (long)(Length.TotalSeconds * Stopwatch.Frequency);
        var readers = Enumerable.Range(0, Readers).Select(reader => ReadAsync(browser, pages, times, reader, end));
        await Task.WhenAll([.. readers, AloneAsync(browser, bare, pages, statements, empty, end)]);

        var (passes, rows) = await ScansAsync(bare);
        (passes, rows) = (passes - scans.Passes, rows - scans.Rows);
        var blank = Medians.Of(empty);
        return
        [
            .. pages.SelectMany(page => Measures(page, times[page], Medians.Of(statements[page]), blank)),
            new Measure(
                $"{pages[0].Name}-rows-a-scan", passes == 0 ? 0 : rows / passes, LongestScan,
                string.Create(CultureInfo.InvariantCulture, $"{passes} sequential passes in the minute; those that count stop at 10,001 rows")),
        ];
    }

    private static IEnumerable<Measure> Measures(ListPage page, List<double> times, double bare, double empty)
    {
        var (median, slow) = (Medians.Of(times), times.Order().ElementAt(times.Count * 95 / 100));
        yield return new Measure(
            page.Name, Math.Max(0, median - empty) / bare, 2,
            string.Create(CultureInfo.InvariantCulture, $"median {median:0.0} ms, empty page {empty:0.0} ms, bare {bare:0.00} ms, {times.Count} requests"), Excused: median < 8);
        yield return new Measure($"{page.Name}-p95-ms", slow, page.Slowest, string.Create(CultureInfo.InvariantCulture, $"slowest {times.Max():0} ms"));
    }

    private static async Task ReadAsync(
        Browser browser, IReadOnlyList<ListPage> pages, Dictionary<ListPage, List<double>> times, int reader, long end)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1000.0 * reader / Readers));
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var turn = reader; Stopwatch.GetTimestamp() < end; turn++)
        {
            var page = pages[turn % pages.Count];
            var start = Stopwatch.GetTimestamp();
            (await browser.Client.GetAsync(page.Url[turn / pages.Count % page.Url.Count])).EnsureSuccessStatusCode();
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            lock (times) times[page].Add(took);
            await second.WaitForNextTickAsync();
        }
    }

    // The yardsticks run one after another, a pause between them, so that they add little to the load.
    private static async Task AloneAsync(
        Browser browser, NpgsqlConnection bare, IReadOnlyList<ListPage> pages, Dictionary<ListPage, List<double>> statements, List<double> empty, long end)
    {
        for (var turn = 0; Stopwatch.GetTimestamp() < end; turn++)
        {
            var start = Stopwatch.GetTimestamp();
            (await browser.Client.GetAsync("/clients/import")).EnsureSuccessStatusCode();
            empty.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var page = pages[turn % pages.Count];
            start = Stopwatch.GetTimestamp();
            foreach (var sql in page.Statements[turn / pages.Count % page.Statements.Count]) await bare.Sql(sql).ListAsync(row => row.GetValue(0));
            statements[page].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(150);
        }
    }

    private static async Task<(long Passes, long Rows)> ScansAsync(NpgsqlConnection connection)
    {
        // Other connections tell their counters at the end of a second.
        await connection.Sql("select pg_sleep(1.2), pg_stat_clear_snapshot()").RunAsync();
        return (await connection.Sql("select coalesce(seq_scan, 0), coalesce(seq_tup_read, 0) from pg_stat_user_tables where relid = 'clients.client'::regclass")
            .ListAsync(row => (row.GetInt64(0), row.GetInt64(1)))).Single();
    }
}
