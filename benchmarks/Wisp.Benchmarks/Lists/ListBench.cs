using System.Globalization;
using Wisp.Sdk;
using Wisp.Testing;
using static Wisp.Benchmarks.Lists.ListPage;

namespace Wisp.Benchmarks.Lists;

/// <summary>The client list, its search and its filters among a million clients, and how their cost grows from 10,000 on.</summary>
internal static class ListBench
{
    public static async Task<IReadOnlyList<Measure>> ListAsync(Func<string, bool> wanted)
    {
        var database = await ClientCrowd.OfAsync(ClientCrowd.Large);
        var far = await database.ValueAsync<long>($"select c.public_id from clients.client c where c.status = 'active' order by {ByName}, c.public_id offset 9999 limit 1");
        var measures = await ReadAsync(database, wanted,
        [
            Of("list", "/clients", "true", ByName, 100),
            Of(
                "list-after-10000", string.Create(CultureInfo.InvariantCulture, $"/clients?after={far}"),
                string.Create(CultureInfo.InvariantCulture, $"({ByName}, c.public_id) > ((select {ByName} from clients.client c where c.public_id = {far}), {far})"), ByName, 100),
            Of("list-by-email", "/clients?sort=email", "true", ByEmail, 100),
        ]);
        return [.. measures, .. await GrowthAsync("list", "/clients", wanted)];
    }

    public static async Task<IReadOnlyList<Measure>> SearchAsync(Func<string, bool> wanted)
    {
        var database = await ClientCrowd.OfAsync(ClientCrowd.Large);
        string[] words = ["munoz", "18 de julio", "gomez ana", .. await NumbersAsync(database), "xyzzyqwv"];
        var search = new ListPage(
            "search",
            [.. words.Select(word => $"/clients?q={Uri.EscapeDataString(word)}")],
            [.. words.Select(word => Bare(string.Join(" and ", word.Split(' ').Select(one => $"c.haystack like '%{one}%'")), ByName))],
            250);
        return [.. await ReadAsync(database, wanted, [search]), .. await GrowthAsync("search", "/clients?q=xyzzyqwv", wanted)];
    }

    public static async Task<IReadOnlyList<Measure>> FilterAsync(Func<string, bool> wanted)
    {
        var database = await ClientCrowd.OfAsync(ClientCrowd.Large);
        var zone = await database.ValueAsync<Guid>("select zone_id from clients.client where zone_id is not null group by zone_id order by count(*) desc limit 1");
        var hood = await database.ValueAsync<Guid>("select neighborhood_id from clients.client where neighborhood_id is not null group by neighborhood_id order by count(*) limit 1");
        return await ReadAsync(database, wanted,
        [
            Of("filter-wide", $"/clients?zone={zone}&has-email=yes&point=yes", $"c.zone_id = '{zone}' and c.email_key is not null and c.location is not null", ByName, 100),
            Of("filter-narrow", $"/clients?neighborhood={hood}&kind=legal&name=gomez", $"c.neighborhood_id = '{hood}' and c.kind_person = 'legal' and c.haystack like '%gomez%'", ByName, 100),
            Of("filter-text", $"/clients?zone={zone}&name=munoz&has-email=yes", $"c.zone_id = '{zone}' and c.haystack like '%munoz%' and c.email_key is not null", ByName, 100),
        ]);
    }

    private static async Task<IReadOnlyList<Measure>> ReadAsync(TestDatabase database, Func<string, bool> wanted, IReadOnlyList<ListPage> pages) =>
        pages.Where(page => wanted(page.Name)).ToList() is { Count: > 0 } some ? await Crowd.RunAsync(database, some) : [];

    /// <summary>The same page among ever more clients; its own cost beyond an empty page's must not grow.</summary>
    private static async Task<IReadOnlyList<Measure>> GrowthAsync(string name, string url, Func<string, bool> wanted)
    {
        if (!wanted($"{name}-growth")) return [];
        var costs = new List<double>();
        foreach (var people in (int[])[ClientCrowd.Small, ClientCrowd.Middle, ClientCrowd.Large])
        {
            var database = await ClientCrowd.OfAsync(people);
            await using var app = WispApp.StartOn(database);
            using var browser = await app.SignInAsAdminAsync();
            await using var bare = await database.OpenAsync();
            await ClientCrowd.WarmAsync(bare);
            costs.Add((await Medians.InTurnAsync(61, async () => (await browser.Client.GetAsync(url)).EnsureSuccessStatusCode()))[0]);
        }

        return
        [
            new Measure($"{name}-growth", costs[^1] / costs[0], 1.5, string.Create(
                CultureInfo.InvariantCulture, $"10 k {costs[0]:0.0} ms, 100 k {costs[1]:0.0} ms, 1 M {costs[2]:0.0} ms")),
        ];
    }

    private static async Task<IReadOnlyList<string>> NumbersAsync(TestDatabase database) =>
    [
        (await database.ValueAsync<string>("select lower(document_key) from clients.client where document_key is not null order by id limit 1"))!,
        (await database.ValueAsync<string>("select substr(email_key, 4, 8) from clients.client where email_key is not null order by id limit 1"))!,
    ];
}
