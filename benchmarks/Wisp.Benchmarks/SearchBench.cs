using System.Globalization;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// Pages of the client list among 360,000 clients, as (page − empty signed-in page) ÷ the bare statements for the same rows and count.
/// </summary>
internal static class SearchBench
{
    private const int People = 360_000;
    private const int Rounds = 41;

    private const string Rows =
        """
        select p.*, z.name, y.name
        from (
          select c.id, c.public_id, c.name, c.national_identification_number, c.email, c.phone_mobile, c.zone_id, c.city_id, c.status
          from clients.client c
          where c.status = 'active' and {0}
          order by left(c.name, 200) collate "es-x-icu", c.public_id limit 21) p
        left join zones.zone z on z.id = p.zone_id
        left join zones.city y on y.id = p.city_id
        """;

    private const string Count =
        "select count(*) from (select from clients.client c where c.status = 'active' and {0} limit 10001) n";

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        var database = await FilledAsync();
        await using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();
        await using var bare = await database.OpenAsync();
        var measures = new List<Measure> { await MeasureAsync("list", "", browser, bare) };
        foreach (var term in await TermsAsync(bare)) measures.Add(await MeasureAsync("search:" + term.Replace(' ', '_'), term, browser, bare));
        return measures;
    }

    private static async Task<Measure> MeasureAsync(string name, string term, Browser browser, NpgsqlConnection bare)
    {
        var words = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var condition = words.Length == 0 ? "true" : string.Join(" and ", words.Select(w => $"c.haystack like '%{w.Replace("'", "''", StringComparison.Ordinal)}%'"));
        var rows = Rows.Replace("{0}", condition, StringComparison.Ordinal);
        var count = Count.Replace("{0}", condition, StringComparison.Ordinal);
        var url = $"/clients?q={Uri.EscapeDataString(term)}";
        var plan = string.Join('\n', await bare.Sql("explain " + rows).ListAsync(row => row.GetString(0)));
        var times = await Medians.InTurnAsync(
            Rounds,
            async () => (await browser.Client.GetAsync(url)).EnsureSuccessStatusCode(),
            async () => (await browser.Client.GetAsync("/clients/import")).EnsureSuccessStatusCode(),
            async () =>
            {
                await bare.Sql(rows).ListAsync(row => row.GetGuid(0));
                await bare.Sql(count).ValueAsync<long>();
            });
        var (page, empty, statement) = (times[0], times[1], times[2]);
        return new Measure(
            name, Math.Max(0, page - empty) / statement, 3,
            string.Create(CultureInfo.InvariantCulture, $"page {page:0.0} ms, empty {empty:0.0} ms, bare {statement:0.00} ms, {(plan.Contains("client_search", StringComparison.Ordinal) ? "trigram index" : plan.Contains("client_by_name", StringComparison.Ordinal) ? "name index" : "SCAN")}"),
            Excused: page < 8);
    }

    private static async Task<IReadOnlyList<string>> TermsAsync(NpgsqlConnection bare)
    {
        var document = await bare.Sql("select document_key from clients.client where document_key ~ '^[0-9]+$' order by id limit 1").ValueAsync<string>();
        var email = await bare.Sql("select substr(email_key, 4, 8) from clients.client where email_key is not null order by id limit 1").ValueAsync<string>();
        return ["munoz", "18 de julio", document!, email!, "xyzzyqwv"];
    }

    // Filled once and kept: 360,000 clients take a while.
    private static async Task<TestDatabase> FilledAsync()
    {
        var kept = await TestDatabase.KeptAsync($"bench_clients_{People}");
        if (await kept.ValueAsync<bool>("select count(*) >= $1 from clients.client", (long)People * 99 / 100)) return kept;
        await using (await WorkerProcess.StartAsync(kept)) await Demo.FillAsync(kept, People);
        await kept.RunAsync("vacuum analyze");
        return kept;
    }
}
