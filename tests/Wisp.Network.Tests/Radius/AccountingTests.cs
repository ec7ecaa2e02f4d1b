using System.Globalization;
using System.Net;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Network.Tests.Radius;

/// <summary>What packets add up to, whatever becomes of them on their way.</summary>
[Collection(ScreenTests.Name)]
public sealed class AccountingTests(NetworkApp app)
{
    private const long Round = 1L << 32;

    /// <summary>One packet as an access server made it.</summary>
    private sealed record Packet(string Kind, string Session, string User, long Seconds, long Up, long Down);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    public async Task Fed_twice_and_shuffled_with_wraps_and_lost_stops_the_bytes_are_the_truth_to_the_byte(int seed, bool gigawords)
    {
        var random = new Random(seed);
        var server = await ServerAsync();
        var begun = app.Wisp.Clock.GetUtcNow().AddHours(-2);
        var packets = new List<Packet>();
        var truth = new Dictionary<string, (Guid Contract, long Up, long Down)>();
        for (var user = 0; user < 5; user++)
        {
            var name = NetworkApp.Unique($"cuenta{seed}");
            var contract = await PppoeAsync(server.Id, name);
            var (allUp, allDown) = (0L, 0L);
            for (var session = 0; session < 3; session++)
            {
                var (up, down, last) = (0L, 0L, 12 + random.Next(15));
                packets.Add(new("Start", $"{name}-{session}", name, 0, 0, 0));
                for (var i = 1; i <= last; i++)
                {
                    // Up to nearly a whole round between two packets, so that counters of 32 bits go round often.
                    (up, down) = (up + random.NextInt64(Round / 8), down + random.NextInt64(Round));
                    // A third of the Stops never came.
                    packets.Add(new(i == last && random.Next(3) > 0 ? "Stop" : "Interim-Update", $"{name}-{session}", name, i * 60, up, down));
                }

                (allUp, allDown) = (allUp + up, allDown + down);
            }

            truth[name] = (contract, allUp, allDown);
        }

        // Twice, in any order when the counters are whole. Without Gigawords a packet may come up to fifteen others of its session late.
        var fed = packets.Concat(packets)
            .Select(packet => (Packet: packet, Key: gigawords ? random.NextDouble() : (packet.Seconds / 60) + (random.NextDouble() * 15)))
            .OrderBy(item => item.Key).Select(item => item.Packet);
        await FeedAsync(fed, server.Ip, begun, gigawords);

        foreach (var (contract, up, down) in truth.Values)
        {
            Assert.Equal((up, down), await SumAsync("network.session", "bytes_up", "bytes_down", contract));
            Assert.Equal((up, down), await SumAsync("network.consumption_by_hour", "up", "down", contract));
            Assert.Equal((up, down), await SumAsync("network.consumption_by_day", "up", "down", contract));
        }

        var stopped = packets.Where(packet => packet.Kind == "Stop").Select(packet => packet.Session).ToHashSet();
        Assert.Equal(
            packets.Select(packet => packet.Session).Distinct().Count(session => !stopped.Contains(session)),
            (int)await app.Database.ValueAsync<long>("select count(*) from network.session where contract_id = any ($1) and ended_at is null", truth.Values.Select(t => t.Contract).ToArray()));
    }

    [Fact]
    public async Task A_lost_stop_is_noticed_by_silence_a_restart_and_the_next_session_of_the_device_and_taken_back_when_it_goes_on()
    {
        var server = await ServerAsync();
        var user = NetworkApp.Unique("perdida");
        var contract = await PppoeAsync(server.Id, user);
        var now = app.Wisp.Clock.GetUtcNow();
        Task Account(string kind, string session, DateTimeOffset at, long seconds, long down) => AccountAsync(kind, session, server.Ip, user, at, seconds, 0, down, true);
        async Task<string> EndsAsync() => (await app.Database.ValueAsync<string>(
            "select string_agg(coalesce(end_cause, '-'), ' ' order by started_at) from network.session where contract_id = $1", contract))!;

        await Account("Start", "a", now.AddMinutes(-60), 0, 0);
        await Account("Interim-Update", "a", now.AddMinutes(-55), 300, 1000);
        await app.Database.RunAsync("select network.end_lost_sessions($1, $2)", now.AddMinutes(-30), now);
        Assert.Equal("Lost", await EndsAsync());
        await Account("Interim-Update", "a", now.AddMinutes(-20), 2400, 1500);
        Assert.Equal("-", await EndsAsync());

        // The device dials in again.
        await Account("Start", "b", now.AddMinutes(-10), 0, 0);
        Assert.Equal("Replaced -", await EndsAsync());
        // The access server is restarted, and takes up its ids again.
        await app.Database.RunAsync("select network.account_restart($1, $2)", IPAddress.Parse(server.Ip), now.AddMinutes(-8));
        Assert.Equal("Replaced NAS-Reboot", await EndsAsync());
        await Account("Start", "b", now.AddMinutes(-5), 0, 0);
        await Account("Stop", "b", now, 300, 70);
        Assert.Equal("Replaced NAS-Reboot User-Request", await EndsAsync());
        // A late repeat of what is long over changes nothing.
        await Account("Interim-Update", "a", now.AddMinutes(-55), 300, 1000);
        Assert.Equal("Replaced NAS-Reboot User-Request", await EndsAsync());
        Assert.Equal((0L, 1570L), await SumAsync("network.session", "bytes_up", "bytes_down", contract));
        Assert.Equal((0L, 1570L), await SumAsync("network.consumption_by_day", "up", "down", contract));
    }

    [Fact]
    public async Task Bytes_are_rolled_up_once_to_hours_and_days_of_the_isps_zone_and_what_comes_late_is_not_lost()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        await connection.Sql("insert into host.setting (key, value) values ('host.isp', '{\"timeZone\": \"America/Montevideo\"}') on conflict (key) do update set value = excluded.value").RunAsync();
        var contract = Guid.CreateVersion7();
        var mark = await connection.Sql("select days_until from network.consumption_mark").ValueAsync<DateTime>();
        // Two days of hours: 02:30 UTC is the day before where the ISP is (UTC−3).
        await connection.Sql("select network.make_partitions($1, $1 + interval '3 days')", mark).RunAsync();
        await connection.Sql(
            """
            insert into network.consumption_5min
            select $1, $2 + m * interval '5 minutes', 10 + m, 1 from generate_series(0, 2 * 288 - 1) m
            """, contract, mark).RunAsync();
        await connection.Sql("select network.close_slots($1 + interval '47 hours 20 minutes')", mark).RunAsync();
        var rounds = 0;
        while (await connection.Sql("select network.roll_up()").ValueAsync<bool>()) rounds++;

        Assert.Equal(47, rounds);
        // The first day: 288 slots of 10 … 297 bytes; the second is still open.
        Assert.Equal((288L * (10 + 297) / 2, 288L), await RowAsync("network.consumption_day"));
        Assert.Equal((564L * (10 + 573) / 2, 564L), await RowAsync("network.consumption_hour"));
        Assert.Equal((576L * (10 + 585) / 2, 576L), await RowAsync("network.consumption_by_day"));
        Assert.Equal((576L * (10 + 585) / 2, 576L), await RowAsync("network.consumption_by_hour"));
        Assert.Equal(2L, await connection.Sql("select count(*) from network.consumption_by_day").ValueAsync<long>());

        // Partitions: ahead a week, away after 3 and 90 days when they are rolled up.
        await connection.Sql("select network.close_slots($1 + interval '48 hours'); ", mark).RunAsync();
        while (await connection.Sql("select network.roll_up()").ValueAsync<bool>()) rounds++;
        await connection.Sql("select network.keep_partitions($1 + interval '5 days 1 hour')", mark).RunAsync();
        Assert.Equal(0L, await connection.Sql("select count(*) from network.consumption_5min").ValueAsync<long>());
        Assert.Equal((576L * (10 + 585) / 2, 576L), await RowAsync("network.consumption_hour"));
        await connection.Sql("select network.close_slots($1 + interval '100 days')", mark).RunAsync();
        while (await connection.Sql("select network.roll_up()").ValueAsync<bool>()) rounds++;
        await connection.Sql("select network.keep_partitions($1 + interval '100 days')", mark).RunAsync();
        Assert.Equal(0L, await connection.Sql("select count(*) from network.consumption_hour").ValueAsync<long>());
        Assert.Equal((576L * (10 + 585) / 2, 576L), await RowAsync("network.consumption_day"));

        async Task<(long, long)> RowAsync(string table) => (await connection.Sql($"select sum(down)::bigint, sum(up)::bigint from {table} where contract_id = $1", contract)
            .ListAsync(row => (row.GetInt64(0), row.GetInt64(1))))[0];
    }

    private async Task FeedAsync(IEnumerable<Packet> packets, string source, DateTimeOffset begun, bool gigawords)
    {
        await using var connection = await app.Database.OpenAsync();
        foreach (var packet in packets) await AccountAsync(connection, packet.Kind, packet.Session, source, packet.User, begun.AddSeconds(packet.Seconds), packet.Seconds, packet.Up, packet.Down, gigawords);
    }

    private async Task AccountAsync(string kind, string session, string source, string user, DateTimeOffset at, long seconds, long up, long down, bool gigawords)
    {
        await using var connection = await app.Database.OpenAsync();
        await AccountAsync(connection, kind, session, source, user, at, seconds, up, down, gigawords);
    }

    private static Task AccountAsync(
        Npgsql.NpgsqlConnection connection, string kind, string session, string source, string user, DateTimeOffset at, long seconds, long up, long down, bool gigawords) =>
        connection.Sql(
            "select network.account($1, $2 || $2, $2, $3, $3, null, $4, $5, null, $6, $7, $8, $9, $10, $11, 'User-Request')",
            kind, session, IPAddress.Parse(source), user, $"02-00-00-00-{user.Length:X2}-{(byte)user.GetHashCode(StringComparison.Ordinal):X2}", at, seconds,
            (kind == "Start" ? null : (object)(up % Round)).As(NpgsqlDbType.Bigint), (gigawords && kind != "Start" ? (object)(up / Round) : null).As(NpgsqlDbType.Bigint),
            (kind == "Start" ? null : (object)(down % Round)).As(NpgsqlDbType.Bigint), (gigawords && kind != "Start" ? (object)(down / Round) : null).As(NpgsqlDbType.Bigint))
            .RunAsync();

    private async Task<(long, long)> SumAsync(string table, string up, string down, Guid contract)
    {
        await using var connection = await app.Database.OpenAsync();
        return (await connection.Sql($"select coalesce(sum({up}), 0)::bigint, coalesce(sum({down}), 0)::bigint from {table} where contract_id = $1", contract)
            .ListAsync(row => (row.GetInt64(0), row.GetInt64(1))))[0];
    }

    private static int _addresses;

    private async Task<(Guid Id, string Ip)> ServerAsync()
    {
        var ip = string.Create(CultureInfo.InvariantCulture, $"10.77.0.{Interlocked.Increment(ref _addresses)}");
        return (await app.Database.ValueAsync<Guid>("insert into network.server (name, kind, address) values ($1, 'other', $2) returning id", NetworkApp.Unique("Acceso"), ip), ip);
    }

    private Task<Guid> PppoeAsync(Guid server, string user) => app.Database.ValueAsync<Guid>(
        """
        insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at, pppoe_enabled, pppoe_username, pppoe_password)
        values (host.uuid7(), $1, $2, now(), '2026-01-01', now(), true, $3, 'x') returning id
        """, app.Plan, server, user);
}
