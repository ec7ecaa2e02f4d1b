using System.Globalization;
using Npgsql;
using Wisp.Benchmarks.Lists;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// The export of a million clients against <c>COPY</c> of the same values in the same order, read as bytes and thrown away, and what it
/// takes of memory.
/// </summary>
internal static class ExportBench
{
    private const int People = ClientCrowd.Large;
    private const int Rounds = 3;

    /// <summary>What the file holds, as it is stored; nobody fills the seven columns of other modules here.</summary>
    private const string Bare =
        """
        copy (
            select coalesce(c.custom_id, c.public_id::text), c.name, c.details, c.email, c.phone, c.phone_mobile, c.address, n.name, z.name,
                   c.national_identification_number, y.name, s.name, null, null, null, null, null, null, null, c.created_at, c.updated_at
            from clients.client c
            left join zones.neighborhoods_v1 n on n.id = c.neighborhood_id
            left join zones.zones_v1 z on z.id = c.zone_id
            left join zones.cities_v1 y on y.id = c.city_id
            left join zones.states_v1 s on s.id = c.state_id
            where c.status = 'active'
            order by c.public_id
        ) to stdout (format binary)
        """;

    public static async Task<IReadOnlyList<Measure>> RunAsync(Func<string, bool> wanted)
    {
        var database = await ClientCrowd.OfAsync(People);
        await using var connection = await database.OpenAsync();
        await ClientCrowd.WarmAsync(connection);
        await using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();

        return
        [
            .. wanted("export-csv") ? await CsvAsync(database, connection, browser) : [],
            .. wanted("export-xlsx") ? await WorkbookAsync(database, browser) : [],
        ];
    }

    private static async Task<IReadOnlyList<Measure>> CsvAsync(TestDatabase database, NpgsqlConnection connection, Browser browser)
    {
        var (copies, jobs) = (new List<double>(), new List<double>());
        await using var worker = await WorkerProcess.StartAsync(database);
        for (var round = 0; round < Rounds; round++)
        {
            copies.Add(await CopyAsync(connection));
            jobs.Add(await ExportAsync(database, browser, "csv"));
        }

        var (job, copy) = (Medians.Of(jobs), Medians.Of(copies));
        return
        [
            new Measure("export-csv", job / copy, 2.5, string.Create(CultureInfo.InvariantCulture, $"job {job:0.0} s, COPY {copy:0.0} s, {People} clients × 21 columns")),
            new Measure("export-csv-memory-mb", Megabytes(worker.PeakMemory), 300, "peak of the worker's resident memory"),
        ];
    }

    private static async Task<IReadOnlyList<Measure>> WorkbookAsync(TestDatabase database, Browser browser)
    {
        await using var worker = await WorkerProcess.StartAsync(database);
        var took = await ExportAsync(database, browser, "xlsx");
        return
        [
            new Measure(
                "export-xlsx-memory-mb", Megabytes(worker.PeakMemory), 300, string.Create(CultureInfo.InvariantCulture, $"peak of the worker's resident memory; it took {took:0.0} s")),
        ];
    }

    private static async Task<double> CopyAsync(NpgsqlConnection connection)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using (var rows = await connection.BeginRawBinaryCopyAsync(Bare)) await rows.CopyToAsync(Stream.Null);
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <returns>Seconds from the worker's first hand on it to the last commit.</returns>
    private static async Task<double> ExportAsync(TestDatabase database, Browser browser, string format)
    {
        var list = await browser.GetAsync("/clients");
        var started = await browser.SubmitAsync(list, "#export", ("scope", "all"), ("format", format));
        var job = Guid.Parse(started.Location!["/jobs/".Length..]);
        var state = await Eventually.BecomesAsync(
            () => database.ValueAsync<string>("select state from host.job where id = $1", job), s => s is "done" or "failed" or "cancelled", 1800);
        if (state != "done") throw new InvalidOperationException($"The export ended as {state}: {await database.ValueAsync<string>("select failure from host.job where id = $1", job)}");
        var seconds = await database.ValueAsync<double>("select extract(epoch from finished_at - started_at)::float8 from host.job where id = $1", job);
        // The database is kept for later runs; the files would fill the disk.
        await database.RunAsync("delete from host.file where id = (select result_file from host.job where id = $1)", job);
        return seconds;
    }

    private static double Megabytes(long bytes) => bytes / (1024.0 * 1024);
}
