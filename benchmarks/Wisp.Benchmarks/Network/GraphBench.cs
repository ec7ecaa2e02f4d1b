using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks.Network;

/// <summary>The graph of one contract's month among the days of 10,000 contracts, kept for one year and then for five.</summary>
internal static class GraphBench
{
    private const int Contracts = 10_000;
    private const int Requests = 101;

    public static async Task<IReadOnlyList<Measure>> RunAsync(TestDatabase database, NpgsqlConnection connection)
    {
        await using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();
        var (client, contract) = await ContractAsync(connection);
        await Statements.RunAsync(connection, $"insert into public.bench_contract select host.uuid7() from generate_series(1, {Contracts})");
        var (costs, ratio, bare) = (new List<double>(), 0.0, 0.0);
        foreach (var (from, until) in ((int From, int Until)[])[(1, 0), (5, 1)])
        {
            await FillAsync(connection, contract, from, until);
            var times = await Medians.InTurnAsync(
                Requests,
                async () => (await browser.Client.GetAsync($"/contracts/consumption/{client}?range=month&handler=Data")).EnsureSuccessStatusCode(),
                async () => (await browser.Client.GetAsync("/clients/import")).EnsureSuccessStatusCode(),
                async () => await MonthAsync(connection, contract));
            costs.Add(times[0]);
            (ratio, bare) = ((times[0] - times[1]) / times[2], times[2]);
        }

        return
        [
            new Measure("consumption-graph", ratio, 3, string.Create(CultureInfo.InvariantCulture, $"a month of one contract {costs[1]:0.0} ms, bare {bare:0.0} ms, {Contracts * 365 * 5} days"), Excused: costs[1] < 8),
            new Measure("consumption-graph-growth", costs[1] / costs[0], 1.5, string.Create(CultureInfo.InvariantCulture, $"one year {costs[0]:0.0} ms, five years {costs[1]:0.0} ms")),
        ];
    }

    private static async Task<(Guid Client, Guid Contract)> ContractAsync(NpgsqlConnection connection)
    {
        var client = await connection.Sql("insert into clients.client (name, country, created_at, updated_at) values ('Graficada', 'AR', now(), now()) returning id").ValueAsync<Guid>();
        var plan = await connection.Sql("insert into network.plan (name, down_kbps, up_kbps, price) values ('Banco', 1, 1, 1) returning id").ValueAsync<Guid>();
        var server = await connection.Sql("insert into network.server (name, kind, address) values ('Banco', 'other', '127.0.0.1') returning id").ValueAsync<Guid>();
        return (client, await connection.Sql(
            "insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at) values ($1, $2, $3, now(), '2020-01-01', now()) returning id",
            client, plan, server).ValueAsync<Guid>());
    }

    private static async Task FillAsync(NpgsqlConnection connection, Guid contract, int from, int until)
    {
        await Statements.RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            select network.make_partition('consumption_day', m at time zone 'UTC', (m + interval '1 month') at time zone 'UTC', to_char(m, 'YYYYMM'))
            from generate_series(date_trunc('month', now()::timestamp) - interval '{from} years', date_trunc('month', now()::timestamp) - interval '{until} years', interval '1 month') m
            """));
        await Statements.RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            insert into network.consumption_day (contract_id, day, down, up)
            select c.id, d, 1000000000, 100000000
            from (select id from (select id from public.bench_contract order by id desc limit {Contracts}) newest union all select '{contract}'::uuid) c
            cross join generate_series(current_date - interval '{from} years' + interval '2 days', current_date - interval '{until} years' - interval '2 days', interval '1 day') d
            on conflict do nothing
            """));
        await Statements.RunAsync(connection, "vacuum analyze network.consumption_day");
    }

    private static Task<int> MonthAsync(NpgsqlConnection connection, Guid contract) => connection.Sql(
        "select day, down, up from network.consumption_day where contract_id = $1 and day >= $2 order by day",
        contract, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(-29).As(NpgsqlDbType.Date)).RunAsync();
}
