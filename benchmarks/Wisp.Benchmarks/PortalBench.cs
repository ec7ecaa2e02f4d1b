using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// The portal among a million clients: a page's ratio is (page − empty page) ÷ the bare statements that bring the same rows, and five hundred
/// subscribers who are signed in open a page every five seconds each, for a minute.
/// </summary>
internal static class PortalBench
{
    private const int Clients = 1_000_000;
    private const int Subscribers = 500;
    private const string Scheme = "Wisp.Portal";
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);

    private const string AccountSql = "select balance, credit, unpaid, unpaid_count from billing.account where client_id = $1";

    private const string InvoicesSql =
        "select id, public_id, kind, number, issued_on, first_due_date, gross_amount, balance, state from billing.invoice where client_id = $1 and issued_on is not null order by public_id desc limit 21";

    private const string LinesSql =
        "select c.id, c.state, p.name, p.down_kbps, p.price from network.contract c join network.plan p on p.id = c.plan_id where c.client_id = $1";

    private const string MonthSql =
        """
        select d.day, d.down, d.up from network.consumption_day d join network.contract c on c.id = d.contract_id
        where c.client_id = $1 and d.day > current_date - 31 order by d.day
        """;

    private const string TodaySql =
        """
        select h.at, h.down, h.up from network.consumption_hour h join network.contract c on c.id = h.contract_id
        where c.client_id = $1 and h.at >= date_trunc('day', now()) order by h.at
        """;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        var database = await SeededAsync();
        await using var app = WispApp.StartOn(database, ("Wisp:PoolSize", "16"));
        using var client = app.NewBrowser();
        var people = await SignedInAsync(app, database);
        await using var bare = await database.OpenAsync();
        var one = people[0];
        List<Measure> measures = [];
        foreach (var (name, url, sql) in (IEnumerable<(string, string, string[])>)
            [("portal-home", "/portal", [AccountSql, InvoicesSql, LinesSql, TodaySql]), ("portal-invoices", "/portal/invoices", [InvoicesSql]), ("portal-consumption", $"/portal/contracts/{one.Contract}", [LinesSql, MonthSql, TodaySql])])
            measures.Add(await PageAsync(client.Client, bare, one, name, url, sql));
        measures.AddRange(await CrowdAsync(client.Client, people));
        return measures;
    }

    private static Task<Measure> PageAsync(HttpClient client, NpgsqlConnection bare, Person one, string name, string url, string[] sql) => PageRatio.OfAsync(
        name, 3, () => GetAsync(client, url, one.Cookie), () => GetAsync(client, "/portal/password", one.Cookie),
        async () =>
        {
            foreach (var statement in sql) await bare.Sql(statement, one.Client).ListAsync(row => row.GetValue(0));
        });

    /// <summary>Each begins at another moment, and asks on time whether or not the answer before has come.</summary>
    private static async Task<IReadOnlyList<Measure>> CrowdAsync(HttpClient client, IReadOnlyList<Person> people)
    {
        var (times, errors) = (new ConcurrentBag<double>(), 0);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(people.Select(async (person, index) =>
        {
            List<Task> asked = [];
            for (var turn = 0; Between * turn < Lasts; turn++)
            {
                var due = (Between * turn) + (Between * index / people.Count);
                if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } rest) await Task.Delay(rest);
                asked.Add(OneAsync(((index + turn) % 3) switch { 0 => "/portal", 1 => "/portal/invoices", _ => $"/portal/contracts/{person.Contract}" }, person.Cookie));
            }

            await Task.WhenAll(asked);
        }));
        var sorted = times.Order().ToArray();
        var p95 = sorted[sorted.Length * 95 / 100];
        var note = string.Create(CultureInfo.InvariantCulture, $"{sorted.Length} pages at {sorted.Length / Lasts.TotalSeconds:0} a second, median {sorted[sorted.Length / 2]:0} ms, 99th hundredth {sorted[sorted.Length * 99 / 100]:0} ms");
        return [new Measure("portal-crowd", p95 / 150, 1, $"95th hundredth ÷ 150 ms: {p95.ToString("0", CultureInfo.InvariantCulture)} ms; {note}"), new Measure("portal-errors", errors, 0, note)];

        async Task OneAsync(string url, string cookie)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await GetAsync(client, url, cookie);
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref errors);
            }

            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    private static async Task GetAsync(HttpClient client, string url, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"{url} gives {answer.StatusCode}");
        await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Sessions as a sign-in makes them.</summary>
    private static async Task<IReadOnlyList<Person>> SignedInAsync(WispApp app, TestDatabase database)
    {
        await database.RunAsync(
            $"""
            insert into portal.access (id, security_stamp, concurrency_stamp, made_at)
            select id, 'x', 'x', now() from clients.client where public_id % {Clients / Subscribers} = 0 on conflict do nothing
            """);
        await database.RunAsync("insert into portal.session (id, client_id, kind, made_at, last_seen_at, expires_at) select host.uuid7(), id, 'password', now(), now(), now() + interval '30 days' from portal.access a where not exists (select from portal.session s where s.client_id = a.id)");
        await database.RunAsync("update portal.session set last_seen_at = now(), expires_at = now() + interval '30 days'");
        await using var connection = await database.OpenAsync();
        var rows = await connection.Sql("select s.client_id, s.id, c.id from portal.session s join network.contract c on c.client_id = s.client_id order by s.client_id")
            .ListAsync(row => (Client: row.GetGuid(0), Session: row.GetGuid(1), Contract: row.GetGuid(2)));
        var options = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        return [.. rows.Select(row =>
        {
            var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim("portal:client", $"{row.Client}"), new Claim("portal:session", $"{row.Session}")], Scheme));
            var ticket = new AuthenticationTicket(principal, new AuthenticationProperties { ExpiresUtc = TimeProvider.System.GetUtcNow().AddDays(30) }, Scheme);
            return new Person(row.Client, row.Contract, $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}");
        })];
    }

    private static async Task<TestDatabase> SeededAsync()
    {
        var kept = await TestDatabase.KeptAsync("bench_portal");
        if (await kept.ValueAsync<long>("select count(*) from (select from billing.account limit 2) a") > 1) return kept;
        await using var connection = await kept.OpenAsync();
        foreach (var statement in Seed) await Statements.RunAsync(connection, statement);
        await Statements.RunAsync(connection, "vacuum analyze");
        return kept;
    }

    // Each client a contract and three invoices, of which the last is unpaid with every fifth. One of twenty, and so each who signs in, has been
    // connected all month.
    private static readonly string[] Seed =
    [
        "set session_replication_role = replica",
        "truncate billing.account, billing.invoice, billing.firm, billing.point_of_sale, billing.party, network.contract, network.plan, network.server, clients.client cascade",
        "insert into billing.settings default values on conflict do nothing",
        "insert into billing.firm (company_name, is_fantasy, country, vat_condition) values ('Banco', true, 'AR', 'fantasy')",
        "insert into billing.point_of_sale (firm_id, number, is_default) select id, 1, true from billing.firm",
        "insert into billing.party (digest, name, country) values ('\\x01', 'Banco', 'AR'), ('\\x02', 'Cliente de la prueba', 'AR')",
        "insert into network.plan (name, down_kbps, up_kbps, price) values ('Hogar', 50000, 10000, 15000)",
        "insert into network.server (name, kind, address) values ('Central', 'mikrotik', '10.0.0.1')",
        $"insert into clients.client (name, country, email, status, created_at, updated_at) select 'Cliente ' || md5(n::text), 'AR', n || '@banco.example', 'active', now(), now() from generate_series(1, {Clients}) n",
        "insert into network.contract (client_id, plan_id, server_id, state, state_origin, state_changed_at, start_date, created_at) select c.id, p.id, s.id, 'enabled', 'operator', now(), '2026-01-01', now() from clients.client c, network.plan p, network.server s",
        """
        insert into billing.invoice (client_id, firm_id, point_of_sale_id, is_auto, kind, number, issued_at, issued_on, first_due_date, second_due_date, state, net_amount, discount_amount,
                                     tax_amount, gross_amount, balance, currency, firm_party_id, client_party_id, documents_at, actor, created_at)
        select c.id, f.id, s.id, false, 'X', (m - 1) * 1000000 + c.public_id, d.day, d.day, d.day + 10, d.day + 20, case when u.unpaid then 'pending' else 'paid' end,
               15000, 0, 0, 15000, case when u.unpaid then 15000 else 0 end, 'ARS', e.id, r.id, now(), 'banco', d.day
        from generate_series(1, 3) m
        cross join lateral (select (date_trunc('month', current_date) - make_interval(months => 3 - m))::date as day) d
        cross join clients.client c
        cross join lateral (select m = 3 and c.public_id % 5 = 0 as unpaid) u
        cross join billing.firm f cross join billing.point_of_sale s
        join billing.party e on e.digest = '\x01' join billing.party r on r.digest = '\x02'
        """,
        $"set role {Places.RolePrefix}_owner",
        "select network.make_partition('consumption_hour', date_trunc('week', now()) - interval '1 week', date_trunc('week', now()) + interval '1 week', 'bench')",
        "select network.make_partition('consumption_day', date_trunc('month', now()) - interval '1 month', date_trunc('month', now()) + interval '1 month', 'bench')",
        "reset role",
        """
        insert into network.consumption_day (contract_id, day, down, up)
        select c.id, d, 3000000000, 200000000 from clients.client k join network.contract c on c.client_id = k.id
        cross join generate_series(date_trunc('month', current_date), current_date, interval '1 day') d where k.public_id % 20 = 0
        """,
        """
        insert into network.consumption_hour (contract_id, at, down, up)
        select c.id, h, 120000000, 9000000 from clients.client k join network.contract c on c.client_id = k.id
        cross join generate_series(date_trunc('day', now()), now(), interval '1 hour') h where k.public_id % 20 = 0
        """,
        """
        insert into billing.account (client_id, balance, unpaid, unpaid_count)
        select client_id, -sum(balance), sum(balance), count(*) filter (where state = 'pending') from billing.invoice group by client_id
        """,
        "reset session_replication_role",
    ];

    private sealed record Person(Guid Client, Guid Contract, string Cookie);
}
