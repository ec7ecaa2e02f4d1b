using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks.Network;

/// <summary>
/// Authentications and accounting packets a second among 100,000 contracts, with <c>radclient</c> at full speed, against the same FreeRADIUS
/// on plain tables. The ratio is ours to theirs in time: 1.25 for the 0.8 of authentications, 2 for the half of accounting.
/// </summary>
internal static class RadiusBench
{
    public const string Secret = "clave-del-banco";
    public const string Password = "entre-2-mares";

    private const int Contracts = 100_000;
    private const int Requests = 20_000;
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        await using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();
        await FillAsync(connection, browser);
        await PlainRadius.FillAsync(connection, Places.RolePrefix + "_radius", Contracts);
        await Statements.RunAsync(connection, "vacuum analyze");
        var key = app.Services.GetRequiredService<ISecretKeys>().Derive("network.secrets", 64);
        await using var wisp = await RadiusServer.StartAsync(database, key);
        await using var plain = await RadiusServer.StartAsync(database, key, PlainRadius.Files);
        var folder = Directory.CreateTempSubdirectory("wisp-radclient-").FullName;
        var (auth, bareAuth, account, bareAccount) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var asked = await WriteAsync(folder, i => $"User-Name = \"banco{User(i, round)}\", User-Password = \"{Password}\", NAS-IP-Address = 127.0.0.1");
            bareAuth.Add(await plain.FloodAsync("auth", asked, Requests, Secret));
            auth.Add(await wisp.FloodAsync("auth", asked, Requests, Secret));
            var told = await WriteAsync(folder, i => string.Create(CultureInfo.InvariantCulture, $"""
                User-Name = "banco{i + 1}", NAS-IP-Address = 127.0.0.1, Acct-Session-Id = "s{i}", Calling-Station-Id = "02:00:00:{i >> 16:x2}:{(i >> 8) & 255:x2}:{i & 255:x2}", Acct-Status-Type = Interim-Update, Acct-Session-Time = {300 * (round + 1)}, Acct-Input-Octets = {1_000_000 * (round + 1)}, Acct-Output-Octets = {9_000_000 * (round + 1)}
                """));
            bareAccount.Add(await plain.FloodAsync("acct", told, Requests, Secret));
            account.Add(await wisp.FloodAsync("acct", told, Requests, Secret));
        }

        Directory.Delete(folder, recursive: true);
        return [Of("radius-auth", auth, bareAuth, 1.25), Of("radius-accounting", account, bareAccount, 2)];
    }

    private static Measure Of(string name, List<double> ours, List<double> bare, double limit) => new(name, Medians.Of(ours) / Medians.Of(bare), limit, string.Create(
        CultureInfo.InvariantCulture, $"{Requests / Medians.Of(ours):0} a second, plain {Requests / Medians.Of(bare):0}: {Medians.Of(bare) / Medians.Of(ours):0.00} of it"));

    private static int User(int i, int round) => 1 + (int)((((long)i * 7919) + (round * 131)) % Contracts);

    private static async Task<string> WriteAsync(string folder, Func<int, string> request)
    {
        var path = Path.Combine(folder, "requests");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, Requests).Select(i => request(i) + "\n"));
        return path;
    }

    // One contract through its form, whose encrypted password the others have too.
    private static async Task FillAsync(NpgsqlConnection connection, Browser browser)
    {
        await browser.SubmitAsync(
            await browser.GetAsync("/network/servers/edit"), "form.form", ("Input.Name", "Banco"), ("Input.Address", "127.0.0.1"), ("Input.Secret", Secret));
        await connection.Sql("insert into network.plan (name, down_kbps, up_kbps, price) values ('Banco', 50000, 10000, 1)").RunAsync();
        var client = await connection.Sql("insert into clients.client (name, country, created_at, updated_at) values ('Banco', 'AR', now(), now()) returning id").ValueAsync<Guid>();
        var (server, plan) = (await connection.Sql("select id from network.server").ValueAsync<Guid>(), await connection.Sql("select id from network.plan").ValueAsync<Guid>());
        await browser.SubmitAsync(
            await browser.GetAsync($"/contracts/new/{client}"), "form.form", ("Input.PlanId", $"{plan}"), ("Input.ServerId", $"{server}"),
            ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", "banco1"), ("Input.PppoePassword", Password));
        await Statements.RunAsync(connection, $"""
            insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at, pppoe_enabled, pppoe_username, pppoe_password)
            select client_id, plan_id, server_id, now(), '2026-01-01', now(), true, 'banco' || i, pppoe_password
            from network.contract cross join generate_series(2, {Contracts}) i
            """);
    }
}
