using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wisp.Benchmarks.Lists;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// A mass update of 100,000 clients and three fields, from the first step to the last commit, against one bare <c>UPDATE … FROM</c> of
/// the same columns on the same table with its indexes and audit trigger.
/// </summary>
internal static class BulkBench
{
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        var database = await ClientCrowd.OfAsync(ClientCrowd.Middle);
        await using var connection = await database.OpenAsync();
        await using var worker = await WorkerProcess.StartAsync(database);
        await using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();
        var people = await PeopleAsync(connection);
        var (jobs, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await BareAsync(connection, people[round * 2]));
            jobs.Add(await JobAsync(browser, connection, people[(round * 2) + 1]));
        }

        var (job, statement) = (Medians.Of(jobs), Medians.Of(bare));
        return [new Measure("bulk", job / statement, 1.5, string.Create(CultureInfo.InvariantCulture, $"job {job:0.0} s, UPDATE {statement:0.0} s"))];
    }

    /// <summary>Other values in each round, so that each one writes.</summary>
    private static async Task<(Guid Zone, Guid Seller, Guid Collector)[]> PeopleAsync(NpgsqlConnection connection)
    {
        var made = new List<(Guid, Guid, Guid)>();
        for (var i = 0; i < Rounds * 2; i++)
        {
            var name = $"Banco {Guid.CreateVersion7()}";
            made.Add((
                await connection.Sql("insert into zones.zone (id, name) values (host.uuid7(), $1) returning id", name).ValueAsync<Guid>(),
                await connection.Sql("insert into clients.seller (name, created_at, updated_at) values ($1, now(), now()) returning id", name).ValueAsync<Guid>(),
                await connection.Sql("insert into clients.collector (name, created_at, updated_at) values ($1, now(), now()) returning id", name).ValueAsync<Guid>()));
        }

        return [.. made];
    }

    private static async Task<double> BareAsync(NpgsqlConnection connection, (Guid Zone, Guid Seller, Guid Collector) values)
    {
        await connection.Sql("vacuum analyze clients.client").RunAsync();
        await connection.Sql("create temp table if not exists bench_ids as select id from clients.client where status = 'active'").RunAsync();
        var start = Stopwatch.GetTimestamp();
        await connection.Sql(
            """
            update clients.client c set zone_id = $1, seller_id = $2, collector_id = $3, updated_at = now()
            from bench_ids b where c.id = b.id
            """, values.Zone, values.Seller, values.Collector).RunAsync();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> JobAsync(Browser browser, NpgsqlConnection connection, (Guid Zone, Guid Seller, Guid Collector) values)
    {
        await connection.Sql("vacuum analyze clients.client").RunAsync();
        var list = await browser.GetAsync("/clients?adv=bulk");
        var planned = await browser.SubmitAsync(
            list, "form#bulk",
            ("scope", "all"), ("apply", "clients.zone"), ("apply", "clients.seller"), ("apply", "clients.collector"),
            ("value:clients.zone", $"{values.Zone}"), ("value:clients.seller", $"{values.Seller}"), ("value:clients.collector", $"{values.Collector}"));
        var page = planned.Location!;
        var id = Guid.Parse(page.Split('/')[^1]);
        await Eventually.BecomesAsync(() => StateAsync(connection, id), state => state == "planned", 300);
        var look = await browser.GetAsync(page);
        var count = await connection.Sql("select count(*) from clients.bulk_client where bulk_id = $1 and outcome = 'change'", id).ValueAsync<long>();
        await browser.SubmitAsync(look, "form.card", ("typed", count.ToString(CultureInfo.InvariantCulture)));
        await Eventually.BecomesAsync(() => StateAsync(connection, id), state => state == "done", 300);
        return await connection.Sql(
            "select extract(epoch from j.finished_at - j.started_at)::float8 from host.job j join clients.bulk_update b on b.run_job = j.id where b.id = $1", id).ValueAsync<double>();
    }

    private static async Task<string> StateAsync(NpgsqlConnection connection, Guid id) =>
        (await connection.Sql("select state from clients.bulk_update where id = $1", id).ValueAsync<string>())!;
}
