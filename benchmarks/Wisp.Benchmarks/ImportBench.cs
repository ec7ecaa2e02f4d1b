using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>The whole import of 100,000 clients against <c>COPY</c> of the same rows into the same table, its indexes and audit trigger.</summary>
internal static class ImportBench
{
    private const int People = 100_000;
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        var (jobs, copies, peaks, pages) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var database = await TestDatabase.CloneAsync();
            await using (var worker = await WorkerProcess.StartAsync(database))
            {
                var filling = Demo.FillAsync(database, People);
                pages.AddRange(await ListMeanwhileAsync(database, filling));
                await filling;
                peaks.Add(PeakMegabytes(worker.Id));
            }

            jobs.Add(await database.ValueAsync<double>(
                "select extract(epoch from finished_at - started_at)::float8 from host.job where key = 'clients.import'"));
            copies.Add(await CopyAsync(database));
        }

        var (job, copy) = (Medians.Of(jobs), Medians.Of(copies));
        return
        [
            new Measure("import", job / copy, 4, string.Create(CultureInfo.InvariantCulture, $"job {job:0.0} s, COPY {copy:0.0} s, {People} clients")),
            new Measure("list-during-import-ms", Medians.Of(pages), 200, string.Create(CultureInfo.InvariantCulture, $"slowest of {pages.Count} pages {pages.Max():0} ms")),
            new Measure("import-memory-mb", peaks.Max(), 300, "peak of the worker's resident memory"),
        ];
    }

    /// <summary>What somebody at the list sees while the import runs: a page every quarter of a second.</summary>
    private static async Task<IReadOnlyList<double>> ListMeanwhileAsync(TestDatabase database, Task filling)
    {
        using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();
        (await browser.Client.GetAsync("/clients")).EnsureSuccessStatusCode();
        var times = new List<double>();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!filling.IsCompleted && await pause.WaitForNextTickAsync())
        {
            var start = Stopwatch.GetTimestamp();
            (await browser.Client.GetAsync("/clients")).EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static async Task<double> CopyAsync(TestDatabase filled)
    {
        await using var bare = await TestDatabase.CloneAsync();
        await using var from = await filled.OpenAsync();
        await using var to = await bare.OpenAsync();
        var columns = await from.Sql(
            """
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = 'clients.client'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
            """).ValueAsync<string>();
        var rows = new MemoryStream();
        await using (var reading = await from.BeginRawBinaryCopyAsync($"copy (select {columns} from clients.client) to stdout (format binary)"))
            await reading.CopyToAsync(rows);
        rows.Position = 0;

        var start = Stopwatch.GetTimestamp();
        await using (var writing = await to.BeginRawBinaryCopyAsync($"copy clients.client ({columns}) from stdin (format binary)"))
            await rows.CopyToAsync(writing);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double PeakMegabytes(int process) =>
        double.Parse(
            File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / 1024;
}
