using System.Globalization;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks.Zones;

/// <summary>
/// A million clients among 2,000 zones: the job that finds where each belongs, and moves those who changed, against the best that was
/// found by hand; one point on its page; the map of all.
/// </summary>
internal static class ZonesBench
{
    private const int People = 1_000_000;
    private const int Moving = 100_000;
    private const int Rounds = 3;

    /// <summary>The set view as its contract says to use it, many points at once.</summary>
    private const string Published =
        """
        select f.id, min(p.rank) as rank
        from zones.zone_pieces_v1 p
        cross join lateral (
          select c.id from clients.client c
          where c.location operator(ext.&&) p.cell and (p.area is null or ext.st_covers(p.area, c.location)) offset 0) f
        group by f.id
        """;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        await FillAsync(connection);
        await using var worker = await WorkerProcess.StartAsync(database);
        await using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();
        await DrawAsync(connection, browser);
        await Statements.RunAsync(connection, "vacuum analyze");
        var bare = await BareAsync(connection);
        return [.. await AssignAsync(connection, bare), await PointAsync(browser), .. await MapBench.RunAsync(connection, browser)];
    }

    private static async Task FillAsync(NpgsqlConnection connection)
    {
        // Without triggers, which one by one would take minutes; the squares of the map are made up for below.
        await Statements.RunAsync(connection, "set session_replication_role = replica");
        await Statements.RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            insert into clients.client (public_id, kind_person, name, country, location, created_at, updated_at)
            select i, (array['natural', 'legal', 'other'])[1 + i % 3], 'Cliente ' || i, 'UY', ext.st_setsrid(ext.st_makepoint(
                {Patchwork.West} + random() * {Patchwork.Columns * Patchwork.Side}, {Patchwork.South} + random() * {Patchwork.Rows * Patchwork.Side}), 4326), now(), now()
            from generate_series(1, {People}) i
            """));
        await Statements.RunAsync(connection, "set session_replication_role = default");
        await Statements.RunAsync(connection, "insert into clients.map_change (x, y, clients, longitudes, latitudes) select clients.map_x(location), clients.map_y(location), count(*), sum(ext.st_x(location)), sum(ext.st_y(location)) from clients.client group by 1, 2");
    }

    /// <summary>Through the import of areas, as an ISP would; the job that follows gives every client its zone.</summary>
    private static async Task DrawAsync(NpgsqlConnection connection, Browser browser)
    {
        using var file = new StringContent(Patchwork.GeoJson());
        var answer = await browser.UploadAsync(await browser.GetAsync("/zones/import"), "form.form", "file", "zonas.geojson", file);
        var preview = await Eventually.BecomesAsync(() => browser.GetAsync(answer.Location!), page => page.Document.QuerySelector("#reading") is null, 300);
        await browser.SubmitAsync(preview, "form.form");
        await Eventually.BecomesAsync(
            () => connection.Sql("select count(*) from host.job where key = 'clients.place' and state = 'done'").ValueAsync<long>(), done => done == 1, 1800);
    }

    /// <summary>The better of the two plans that do not take a quarter of a minute: zones drive over the points' index, or points drive over cut zones.</summary>
    private static async Task<string> BareAsync(NpgsqlConnection connection)
    {
        await Statements.RunAsync(connection, "create unlogged table public.bench_zone as select id, area from zones.zone");
        await Statements.RunAsync(connection, "create unlogged table public.bench_cut as select id, ext.st_subdivide(area, 16) as area from zones.zone");
        await Statements.RunAsync(connection, "create index on public.bench_cut using gist (area); analyze public.bench_zone; analyze public.bench_cut");
        string[] plans =
        [
            "select c.id, z.id as zone from public.bench_zone z cross join lateral (select c.id from clients.client c where ext.st_covers(z.area, c.location) offset 0) c",
            "select c.id, z.id as zone from clients.client c join public.bench_cut z on ext.st_covers(z.area, c.location)",
        ];
        var times = new List<double>();
        foreach (var plan in plans) times.Add(await Statements.TimeAsync(connection, $"select count(*), count(distinct zone) from ({plan}) found"));
        return times[0] <= times[1] ? plans[0] : plans[1];
    }

    private static async Task<IReadOnlyList<Measure>> AssignAsync(NpgsqlConnection connection, string bare)
    {
        var (finds, bareFinds, looks, moves, bareMoves) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            looks.Add(await JobAsync(connection));
            finds.Add(await Statements.TimeAsync(connection, $"select count(*) from ({Published}) found"));
            bareFinds.Add(await Statements.TimeAsync(connection, $"select count(*) from ({bare}) found"));
            await LoseAsync(connection, round * 2);
            moves.Add(await JobAsync(connection));
            await LoseAsync(connection, (round * 2) + 1);
            bareMoves.Add(await Statements.TimeAsync(connection, $"""
                select set_config('clients.placed', 'yes', false);
                update clients.client c set zone_id = found.zone, updated_at = now() from ({bare}) found where c.id = found.id and c.zone_id is distinct from found.zone
                """));
        }

        return
        [
            Ratio("zones-find", finds, bareFinds, "through the published pieces"),
            Ratio("zones-assign", moves, bareMoves, string.Create(CultureInfo.InvariantCulture, $"{Moving} move; the job alone, when nobody does, {Medians.Of(looks):0.0} s")),
        ];
    }

    private static Measure Ratio(string name, List<double> job, List<double> bare, string what) => new(
        name, Medians.Of(job) / Medians.Of(bare), 1.3, string.Create(CultureInfo.InvariantCulture, $"Wisp {Medians.Of(job):0.0} s, bare {Medians.Of(bare):0.0} s, {People} clients, {what}"));

    /// <summary>Every tenth client is in no zone, another tenth each time.</summary>
    private static async Task LoseAsync(NpgsqlConnection connection, int which)
    {
        await Statements.RunAsync(connection, $"select set_config('clients.placed', 'yes', false); update clients.client set zone_id = null where public_id % {People / Moving} = {which}");
        await Statements.RunAsync(connection, "vacuum analyze clients.client");
    }

    private static async Task<double> JobAsync(NpgsqlConnection connection)
    {
        var everywhere = string.Create(CultureInfo.InvariantCulture, $$"""{"kind":3,"west":{{Patchwork.West}},"south":{{Patchwork.South}},"east":{{Patchwork.West + 1.2}},"north":{{Patchwork.South + 1}}}""");
        var job = await connection.Sql("select host.enqueue_job('clients.place', $1::jsonb, null, null, 'es')", everywhere).ValueAsync<Guid>();
        await Eventually.BecomesAsync(() => connection.Sql("select state from host.job where id = $1", job).ValueAsync<string>(), state => state is "done" or "failed", 600);
        return await connection.Sql("select extract(epoch from finished_at - started_at)::float8 from host.job where id = $1 and state = 'done'", job).ValueAsync<double>();
    }

    private static async Task<Measure> PointAsync(Browser browser)
    {
        var random = new Random(1);
        var time = (await Medians.InTurnAsync(200, async () => (await browser.Client.GetAsync(string.Create(
            CultureInfo.InvariantCulture, $"/clients/place-at?latitude={Patchwork.South + (random.NextDouble() * 0.8):0.000000}&longitude={Patchwork.West + random.NextDouble():0.000000}"))).EnsureSuccessStatusCode()))[0];
        return new Measure("zones-one-point-ms", time, 8, "median of 200 pages");
    }
}
