using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wisp.Benchmarks.Lists;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// Screens of money among a million clients and twelve million invoices, of which each twentieth is unpaid: a page's ratio is (page − empty page) ÷
/// the bare statement that brings the same rows. And how many papers two cores draw.
/// </summary>
internal static class BillingPagesBench
{
    private const int Clients = 1_000_000;
    private const int Months = 12;

    public static readonly string[] Parts = [.. Pages(Guid.Empty).Select(page => page.Name), "billing-papers"];

    public static async Task<IReadOnlyList<Measure>> RunAsync(Func<string, bool> wanted)
    {
        var database = await SeededAsync();
        await using var app = WispApp.StartOn(database, ("Wisp:PoolSize", "16"));
        using var browser = await app.SignInAsAdminAsync();
        await using var bare = await database.OpenAsync();
        var client = await database.ValueAsync<Guid>("select client_id from billing.account where unpaid_count > 0 order by client_id limit 1");
        List<Measure> measures = [];
        foreach (var (name, url, sql) in Pages(client).Where(page => wanted(page.Name))) measures.Add(await MeasureAsync(browser, bare, name, url, sql));
        if (wanted("billing-papers")) measures.Add(await PapersAsync(browser, database));
        return measures;
    }

    private static IEnumerable<(string Name, string Url, IReadOnlyList<string> Sql)> Pages(Guid client) =>
    [
        ("billing-debt", "/billing/debt",
            ["""
            select width_bucket(current_date - i.first_due_date, array[1, 31, 61, 91]), count(distinct i.client_id), count(*), sum(i.balance)
            from billing.invoice i where i.state = 'pending' group by 1
            """]),
        ("billing-invoices", "/billing/invoices",
            ["""
            select i.id, i.number, i.kind, k.name, i.period_from, i.period_to, i.issued_on, i.first_due_date, i.gross_amount, i.balance, i.state
            from billing.invoice i join clients.client k on k.id = i.client_id where i.issued_on is not null order by i.issued_on desc, i.public_id desc limit 101
            """]),
        ("billing-overdue", "/billing/invoices?state=overdue",
            ["""
            select i.id, i.number, i.kind, k.name, i.period_from, i.period_to, i.issued_on, i.first_due_date, i.gross_amount, i.balance, i.state
            from billing.invoice i join clients.client k on k.id = i.client_id
            where i.state = 'pending' and i.first_due_date < current_date order by i.issued_on desc, i.public_id desc limit 101
            """]),
        ("billing-account", $"/billing/account/{client}",
            [$"""
            select * from (select i.id, i.number, i.first_due_date, i.balance from billing.invoice i where i.client_id = '{client}' and i.state = 'pending' order by i.first_due_date limit 200) o
            """]),
        ("billing-debt-column", "/clients",
            [.. ListPage.Bare("true", ListPage.ByName),
            $"""
            select c.id, a.balance, exists (select from billing.invoice i where i.client_id = c.id and i.state = 'pending' and i.first_due_date < current_date)
            from (select c.id from clients.client c where c.status = 'active' order by {ListPage.ByName}, c.public_id limit 21) c left join billing.account a on a.client_id = c.id
            """]),
        ("billing-debtors", "/clients?billing.has_debt=yes", ListPage.Bare("c.id in (select a.client_id from billing.account a where a.balance < 0)", ListPage.ByName)),
    ];

    private static Task<Measure> MeasureAsync(Browser browser, NpgsqlConnection bare, string name, string url, IReadOnlyList<string> sql) => PageRatio.OfAsync(
        name, 2, async () => (await browser.Client.GetAsync(url)).EnsureSuccessStatusCode(), async () => (await browser.Client.GetAsync("/clients/import")).EnsureSuccessStatusCode(),
        async () =>
        {
            foreach (var statement in sql) await bare.Sql(statement).ListAsync(row => row.GetValue(0));
        });

    private static async Task<Measure> PapersAsync(Browser browser, TestDatabase database)
    {
        const int papers = 1000;
        var ids = (await database.ValueAsync<Guid[]>($"select array_agg(id) from (select id from billing.invoice where issued_on is not null order by issued_on desc, public_id desc limit {papers}) i"))!;
        await Task.WhenAll(ids.Take(20).Select(id => browser.Client.GetByteArrayAsync($"/billing/invoices/{id}/pdf")));
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (id, token) => await browser.Client.GetByteArrayAsync($"/billing/invoices/{id}/pdf", token));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Measure("billing-papers", 200 * seconds / papers, 1, string.Create(CultureInfo.InvariantCulture, $"seconds for 200 papers asked for by their page: {papers / seconds:0} a second"));
    }

    private static async Task<TestDatabase> SeededAsync()
    {
        var kept = await TestDatabase.KeptAsync("bench_billing_pages");
        if (await kept.ValueAsync<long>("select count(*) from (select from billing.account limit 2) a") > 1) return kept;
        await using var connection = await kept.OpenAsync();
        foreach (var statement in Seed) await Statements.RunAsync(connection, statement);
        await Statements.RunAsync(connection, "vacuum analyze");
        return kept;
    }

    // Each client one invoice a month; of the last month's each fifth is unpaid, of the others each thirtieth. Accounts come last: they say that all is there.
    private static readonly string[] Seed =
    [
        "set session_replication_role = replica",
        "truncate billing.account, billing.invoice, billing.invoice_item, billing.firm, billing.point_of_sale, billing.party, clients.client cascade",
        "insert into billing.settings default values on conflict do nothing",
        "insert into billing.firm (company_name, is_fantasy, country, vat_condition, taxpayer_id) values ('Banco', false, 'AR', 'ri', '33693450239')",
        "insert into billing.point_of_sale (firm_id, number, is_default) select id, 1, true from billing.firm",
        "insert into billing.party (digest, name, country, vat_condition, taxpayer_id) values ('\\x01', 'Banco', 'AR', 'ri', '33693450239'), ('\\x02', 'Cliente de la prueba', 'AR', '5', null)",
        $"insert into clients.client (name, country, status, created_at, updated_at) select 'Cliente ' || md5(n::text), 'AR', 'active', now(), now() from generate_series(1, {Clients}) n",
        $"""
        insert into billing.invoice (client_id, firm_id, point_of_sale_id, is_auto, kind, number, issued_at, issued_on, first_due_date, second_due_date, state, net_amount, discount_amount,
                                     tax_amount, gross_amount, balance, currency, firm_party_id, client_party_id, documents_at, actor, created_at)
        select c.id, f.id, s.id, false, 'B', (m.month - 1) * {Clients} + c.public_id, d.day + interval '3 hours', d.day, d.day + 10, d.day + 20,
               case when u.unpaid then 'pending' else 'paid' end, 12396.69, 0, 2603.31, 15000, case when u.unpaid then 15000 else 0 end, 'ARS', e.id, r.id, now(), 'banco', d.day
        from generate_series(1, {Months}) m (month)
        cross join lateral (select (date_trunc('month', current_date) - make_interval(months => {Months} - m.month))::date as day) d
        cross join clients.client c
        cross join lateral (select c.public_id % case m.month when {Months} then 5 else 30 end = m.month % 5 as unpaid) u
        cross join billing.firm f cross join billing.point_of_sale s
        join billing.party e on e.digest = '\x01' join billing.party r on r.digest = '\x02'
        """,
        """
        insert into billing.invoice_item (invoice_id, position, kind, description, unit_price, amount, net, includes_tax, why)
        select id, 1, 'line', 'Internet 50 Mbps', 15000, 15000, 12396.69, true, '{"rule": "manual"}' from billing.invoice where issued_on >= date_trunc('month', current_date)
        """,
        """
        insert into billing.account (client_id, balance, unpaid, unpaid_count)
        select client_id, -sum(balance), sum(balance), count(*) filter (where state = 'pending') from billing.invoice group by client_id
        """,
        "reset session_replication_role",
    ];
}
