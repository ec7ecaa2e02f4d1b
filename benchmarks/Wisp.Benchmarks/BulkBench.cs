using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wisp.Benchmarks.Lists;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// A mass update of 100,000 clients and three fields in a database of its own. The plan, against one bare <c>INSERT … SELECT</c> that
/// freezes them and one bare <c>UPDATE</c> that notes for each whether anything would change; and the change, against one bare
/// <c>UPDATE … FROM</c> of the same columns on the same table with its indexes and audit trigger.
/// </summary>
internal static class BulkBench
{
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        await using var database = await ClientCrowd.CopyAsync(ClientCrowd.Middle);
        await using var connection = await database.OpenAsync();
        await connection.Sql("create table public.bench_plan (like clients.bulk_client including all)").RunAsync();
        await connection.Sql("create temp table bench_ids as select id from clients.client where status = 'active'").RunAsync();
        await using var worker = await WorkerProcess.StartAsync(database);
        await using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();
        var people = await PeopleAsync(connection);
        var (plans, barePlans, runs, bareRuns) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            barePlans.Add(await BarePlanAsync(connection, people[round * 2]));
            bareRuns.Add(await BareRunAsync(connection, people[round * 2]));
            var (plan, run) = await JobsAsync(browser, connection, people[(round * 2) + 1]);
            plans.Add(plan);
            runs.Add(run);
        }

        return [Of("bulk-plan", plans, "INSERT and UPDATE", barePlans, 5), Of("bulk-run", runs, "UPDATE", bareRuns, 1.5)];
    }

    private static Measure Of(string name, List<double> jobs, string statement, List<double> bare, double limit)
    {
        var (job, alone) = (Medians.Of(jobs), Medians.Of(bare));
        return new Measure(name, job / alone, limit, string.Create(CultureInfo.InvariantCulture, $"job {job:0.0} s, {statement} {alone:0.0} s"));
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

    private static async Task<double> BarePlanAsync(NpgsqlConnection connection, (Guid Zone, Guid Seller, Guid Collector) values)
    {
        await connection.Sql("vacuum analyze clients.client").RunAsync();
        var id = Guid.CreateVersion7();
        return await SecondsAsync(connection.Sql(
            "insert into public.bench_plan (bulk_id, client_id) select $1, c.id from clients.client c where c.status = 'active' order by c.id", id))
            + await SecondsAsync(connection.Sql(
                """
                update public.bench_plan b
                set outcome = case when (c.zone_id, c.seller_id, c.collector_id) is distinct from ($2, $3, $4) then 'change' else 'same' end
                from clients.client c where b.bulk_id = $1 and c.id = b.client_id
                """, id, values.Zone, values.Seller, values.Collector));
    }

    private static async Task<double> BareRunAsync(NpgsqlConnection connection, (Guid Zone, Guid Seller, Guid Collector) values) =>
        await SecondsAsync(connection.Sql(
            """
            update clients.client c set zone_id = $1, seller_id = $2, collector_id = $3, updated_at = now()
            from bench_ids b where c.id = b.id
            """, values.Zone, values.Seller, values.Collector));

    private static async Task<double> SecondsAsync(NpgsqlCommand statement)
    {
        var start = Stopwatch.GetTimestamp();
        await statement.RunAsync();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<(double Plan, double Run)> JobsAsync(
        Browser browser, NpgsqlConnection connection, (Guid Zone, Guid Seller, Guid Collector) values)
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
        return (await TookAsync(connection, "plan_job", id), await TookAsync(connection, "run_job", id));
    }

    private static async Task<double> TookAsync(NpgsqlConnection connection, string job, Guid id)
    {
        // The state is committed with the last step, the end of the job just after.
        await Eventually.BecomesAsync(() => FinishedAsync(connection, job, id), finished => finished, 60);
        return await connection.Sql(
            $"select extract(epoch from j.finished_at - j.started_at)::float8 from host.job j join clients.bulk_update b on b.{job} = j.id where b.id = $1", id).ValueAsync<double>();
    }

    private static async Task<bool> FinishedAsync(NpgsqlConnection connection, string job, Guid id) => await connection.Sql(
        $"select exists (select from host.job j join clients.bulk_update b on b.{job} = j.id where b.id = $1 and j.finished_at is not null)", id).ValueAsync<bool>();

    private static async Task<string> StateAsync(NpgsqlConnection connection, Guid id) =>
        (await connection.Sql("select state from clients.bulk_update where id = $1", id).ValueAsync<string>())!;
}
