using System.Globalization;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// A day of five-minute rows of a hundred thousand contracts rolled up to hours and the day, an hour a transaction as the job does it, against
/// one bare statement for the hours and one for the day.
/// </summary>
internal static class ConsumptionBench
{
    private const int Contracts = 100_000;

    private const string Bare =
        """
        create table network.bare_hour (contract_id uuid, at timestamptz, down bigint, up bigint, primary key (contract_id, at));
        create table network.bare_day (contract_id uuid, day date, down bigint, up bigint, primary key (contract_id, day));
        """;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Admin) { CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        await connection.Sql(Bare).RunAsync();
        var day = await connection.Sql("update network.consumption_mark set hours_until = days_until, closed_until = days_until returning days_until").ValueAsync<DateTime>();
        await connection.Sql(
            """
            insert into network.consumption_5min
            select ('00000000-0000-7000-8000-' || lpad(to_hex(c), 12, '0'))::uuid, $1 + m * interval '5 minutes', 1000 + c, c
            from generate_series(0, 287) m, generate_series(1, $2) c
            """, day, Contracts).RunAsync();
        await connection.Sql("vacuum analyze network.consumption_5min").RunAsync();
        await connection.Sql("checkpoint").RunAsync();

        var bare = await TimedAsync(async () =>
        {
            await connection.Sql(
                """
                insert into network.bare_hour
                select contract_id, date_trunc('hour', at, (select host.time_zone())), sum(down), sum(up)
                from network.consumption_5min where at >= $1 and at < $1 + interval '1 day' group by 1, 2
                """, day).RunAsync();
            await connection.Sql(
                "insert into network.bare_day select contract_id, (at at time zone (select host.time_zone()))::date, sum(down), sum(up) from network.bare_hour group by 1, 2").RunAsync();
        });
        await connection.Sql("checkpoint").RunAsync();
        var ours = await TimedAsync(async () =>
        {
            await connection.Sql("select network.close_slots($1 + interval '1 day')", day).RunAsync();
            while (await connection.Sql("select network.roll_up()").ValueAsync<bool>()) { }
        });
        var same = await connection.Sql(
            """
            select (select (count(*), sum(down), sum(up)) from network.consumption_hour) = (select (count(*), sum(down), sum(up)) from network.bare_hour)
               and (select (count(*), sum(down), sum(up)) from network.consumption_day) = (select (count(*), sum(down), sum(up)) from network.bare_day)
            """).ValueAsync<bool>();
        if (!same) throw new InvalidOperationException("The roll-up differs from the bare statements.");
        return
        [
            new Measure("consumption-roll-up", ours / bare, 1.3, string.Create(CultureInfo.InvariantCulture, $"{ours:0.0} s, bare {bare:0.0} s, {288 * Contracts} rows")),
        ];
    }

    private static async Task<double> TimedAsync(Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
