using System.Globalization;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks.Network;

/// <summary>
/// A day of 100,000 contracts in slots of five minutes: the job that rolls it up to hours and to the day, against the two bare
/// <c>INSERT … SELECT</c> of the same rows into tables of the same shape.
/// </summary>
internal static class RollUpBench
{
    private const int Contracts = 100_000;
    private const int Rounds = 2;
    private const string Day = "date_trunc('day', now(), host.time_zone()) - interval '1 day'";

    public static async Task<IReadOnlyList<Measure>> RunAsync(TestDatabase database, NpgsqlConnection connection)
    {
        await FillAsync(connection);
        await using var worker = await WorkerProcess.StartAsync(database);
        var (jobs, bares) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            bares.Add(await BareAsync(connection));
            jobs.Add(await JobAsync(connection));
        }

        var (job, bare) = (jobs.Min(), bares.Min());
        var wrong = await connection.Sql(
            """
            select count(*) from (
              (select contract_id, day, down, up from network.consumption_day except all select contract_id, day, down, up from public.bench_day)
              union all
              (select contract_id, day, down, up from public.bench_day except all select contract_id, day, down, up from network.consumption_day)) x
            """).ValueAsync<long>();
        return
        [
            new Measure("consumption-roll-up", job / bare, 1.3, string.Create(
                CultureInfo.InvariantCulture, $"job {job:0.0} s, bare {bare:0.0} s, {Contracts * 288} rows; worker's peak {worker.PeakMemory / 1_000_000} MB; days that differ {wrong}")),
        ];
    }

    // As accounting writes it: slot after slot.
    private static async Task FillAsync(NpgsqlConnection connection)
    {
        await Statements.RunAsync(connection, $"select network.make_partitions({Day}, now())");
        await Statements.RunAsync(connection, $"truncate public.bench_contract; insert into public.bench_contract select host.uuid7() from generate_series(1, {Contracts})");
        await Statements.RunAsync(connection, $"""
            insert into network.consumption_5min (contract_id, at, down, up)
            select c.id, slot, 1000000 + (random() * 100000000)::bigint, 100000 + (random() * 10000000)::bigint
            from generate_series({Day}, {Day} + interval '1435 minutes', interval '5 minutes') slot cross join public.bench_contract c
            """);
        await Statements.RunAsync(connection, "vacuum analyze network.consumption_5min");
        await Statements.RunAsync(connection, "create table public.bench_hour (like network.consumption_hour including all)");
        await Statements.RunAsync(connection, "create table public.bench_day (like network.consumption_day including all)");
    }

    private static async Task<double> BareAsync(NpgsqlConnection connection)
    {
        await Statements.RunAsync(connection, "truncate public.bench_hour, public.bench_day");
        return await Statements.TimeAsync(connection, $"""
                insert into public.bench_hour (contract_id, at, down, up)
                select contract_id, date_trunc('hour', at, host.time_zone()), sum(down)::bigint, sum(up)::bigint
                from network.consumption_5min where at >= {Day} and at < {Day} + interval '1 day' group by 1, 2
                """)
            + await Statements.TimeAsync(connection, """
                insert into public.bench_day (contract_id, day, down, up)
                select contract_id, (at at time zone host.time_zone())::date, sum(down)::bigint, sum(up)::bigint from public.bench_hour group by 1, 2
                """);
    }

    private static async Task<double> JobAsync(NpgsqlConnection connection)
    {
        await Statements.RunAsync(connection, "truncate network.consumption_hour, network.consumption_day");
        await Statements.RunAsync(connection, $"update network.consumption_mark set closed_until = {Day}, hours_until = {Day}, days_until = {Day}");
        var job = await connection.Sql("select host.enqueue_job('network.accounting', '{}', null, null, 'es')").ValueAsync<Guid>();
        await Eventually.BecomesAsync(() => connection.Sql("select state from host.job where id = $1", job).ValueAsync<string>(), state => state is "done" or "failed", 900);
        return await connection.Sql("select extract(epoch from finished_at - started_at)::float8 from host.job where id = $1 and state = 'done'", job).ValueAsync<double>();
    }
}
