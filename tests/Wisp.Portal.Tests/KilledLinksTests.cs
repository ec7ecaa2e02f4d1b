namespace Wisp.Portal.Tests;

/// <summary>A link for each of many clients, by workers that are killed meanwhile: each gets one.</summary>
[Trait("rule", "PORTAL-02")]
public sealed class KilledLinksTests
{
    [Fact]
    public Task Each_of_four_thousand_gets_one_link_though_the_worker_is_killed() => KilledAsync(4_000, kills: 2);

    [DeepFact]
    public Task Each_of_forty_thousand_gets_one_link_though_workers_die_ten_times() => KilledAsync(40_000, kills: 10);

    private static async Task KilledAsync(int clients, int kills)
    {
        await using var app = await WispApp.StartAsync();
        var database = app.Database;
        // Nobody listens there: the mails stay in the ledger.
        await database.RunAsync(
            """
            insert into host.setting (key, value) values
              ('host.mail', jsonb_build_object('host', '127.0.0.1', 'port', $1, 'security', 0, 'user', '', 'password', '', 'from', 'avisos@isp.example', 'fromName', '', 'replyTo', '', 'siteAddress', 'https://isp.example')),
              ('portal.settings', jsonb_build_object('name', 'Portal del Sur', 'address', $2::text, 'color', '#0a6577'))
            """, Ports.Free(), PortalApp.Address);
        await database.RunAsync(
            "insert into clients.client (name, country, email, status, created_at, updated_at) select 'Enlazado ' || n, 'AR', 'enlazado' || n || '@example.org', 'active', now(), now() from generate_series(1, $1::int) n", clients);
        using var admin = await app.SignInAsAdminAsync();
        var page = await admin.GetAsync("/subscribers/send");
        Assert.StartsWith("/jobs/", (await admin.SubmitAsync(page, "#send")).Location, StringComparison.Ordinal);

        Task<bool> IsAsync(string states) => database.ValueAsync<bool>($"select exists (select from host.job where key = 'portal.send-links' and state in ({states}))")!;
        var killed = await MortalWorkers.RunAsync(
            database, 1, kills, 300,
            () => database.ValueAsync<bool>("select exists (select from host.mail where kind = 'portal.link') and exists (select from host.job where key = 'portal.send-links' and state = 'running')")!,
            () => IsAsync("'done'"), ("Wisp__WaitFactor", "0.1"));

        Assert.True(killed > 0, "It was over before any worker was killed.");
        Assert.Equal($"{clients} {clients} {clients}", await database.ValueAsync<string>(
            "select concat_ws(' ', count(*), count(distinct subject_id), count(distinct address)) from host.mail where kind = 'portal.link'"));
        Assert.Equal($"{clients} {clients}", await database.ValueAsync<string>("select concat_ws(' ', count(*), count(distinct client_id)) from portal.link"));
    }
}
