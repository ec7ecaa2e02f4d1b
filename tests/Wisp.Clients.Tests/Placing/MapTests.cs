using System.Text.Json;

namespace Wisp.Clients.Tests.Placing;

/// <summary>The map of clients: few stand alone, many are counted by squares, with and without a filter alike.</summary>
public sealed class MapTests(ClientsApp app) : IClassFixture<ClientsApp>
{
    private const string City = "zoom=12&west=-56.3&south=-35&east=-56&north=-34.7";

    [Fact]
    [Trait("rule", "SRCH-05")]
    public async Task Few_stand_alone_and_many_are_counted()
    {
        await app.Database.RunAsync(
            """
            insert into clients.client (name, country, location, status, deactivated_at, deactivated_by, deactivation_reason, created_at, updated_at)
            select 'Punto ' || i, 'UY', ext.st_setsrid(ext.st_makepoint(-56.25 + (i % 40) * 0.005, -34.95 + (i / 40) * 0.01), 4326),
                   case when i > 600 then 'deactivated' else 'active' end, case when i > 600 then now() end, case when i > 600 then 'x' end, case when i > 600 then 'x' end, now(), now()
            from generate_series(1, 620) i
            """);
        var whole = await ReadAsync(City);
        Assert.Equal((0, 600), (whole.Clients.Length, whole.Total));
        Assert.Equal(600, whole.Clusters.Sum(cluster => cluster.Clients));
        Assert.InRange(whole.Clusters.Length, 2, 600);

        // Counted anew for a filter, it is the same picture.
        Assert.Equal(whole.Clusters.Select(Round).Order(), (await ReadAsync("q=punto&" + City)).Clusters.Select(Round).Order());
        Assert.Equal(620, (await ReadAsync("status=all&" + City)).Total);
        Assert.Equal((20, 20), await CountAsync("status=deactivated&color=clients.status&" + City));
        Assert.All((await ReadAsync("status=deactivated&color=clients.status&" + City)).Clients, client => Assert.Equal("grey", client.Tone));

        // Near enough, each has his place and his name.
        var near = await ReadAsync("zoom=17&west=-56.246&south=-34.9501&east=-56.244&north=-34.9499");
        Assert.Equal(("Punto 1", -34.95, -56.245), (near.Clients[0].Name, Math.Round(near.Clients[0].Latitude, 6), Math.Round(near.Clients[0].Longitude, 6)));

        // A drawn area is the filter, as in the list.
        Assert.Equal((1, 1), await CountAsync("area=-56.246+-34.951,-56.244+-34.951,-56.244+-34.949,-56.246+-34.949&" + City));
        Assert.Equal((0, 0), await CountAsync("area=mal&" + City));
        await FollowsAsync();
    }

    // Moved, deactivated and brought back: the squares know before and after they are added up.
    private async Task FollowsAsync()
    {
        await app.Database.RunAsync("update clients.client set location = ext.st_setsrid(ext.st_makepoint(10, 10), 4326) where name in ('Punto 1', 'Punto 2')");
        await app.Database.RunAsync("update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where name = 'Punto 3'");
        Assert.Equal(597, (await ReadAsync(City)).Total);

        await using (await WorkerProcess.StartAsync(app.Database, ("Wisp__WaitFactor", "0.1")))
        {
            var job = await app.Database.ValueAsync<Guid>("select host.enqueue_job('clients.map-squares', '{}', null, null, 'es')");
            await Eventually.BecomesAsync(() => app.Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state == "done");
        }

        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from clients.map_change"));
        Assert.Equal(597, (await ReadAsync(City)).Total);
        Assert.Equal(599, await app.Database.ValueAsync<long>("select sum(clients) from clients.map_square where zoom = 2"));
        await app.Database.RunAsync("update clients.client set location = null where name = 'Punto 4'");
        Assert.Equal(596, (await ReadAsync(City)).Total);
    }

    [Fact]
    public async Task Who_sees_his_own_clients_sees_no_others_on_the_map()
    {
        await app.Database.RunAsync("insert into clients.client (name, country, location, created_at, updated_at) values ('Ajeno', 'UY', ext.st_setsrid(ext.st_makepoint(100, 50), 4326), now(), now())");
        using var collector = await app.Wisp.SignInAsync("clients.view:own");
        const string there = "zoom=12&west=99&south=49&east=101&north=51";

        Assert.Equal(1, (await ReadAsync(there)).Total);
        Assert.Equal(0, JsonSerializer.Deserialize<Content>((await collector.GetAsync("/clients/map?handler=Points&" + there)).Body, JsonSerializerOptions.Web)!.Total);
    }

    [Theory]
    [InlineData("zoom=12&west=1&south=1&east=0&north=2")]
    [InlineData("zoom=99&west=0&south=0&east=1&north=1")]
    [InlineData("zoom=x&west=0&south=0&east=1&north=1")]
    [InlineData("zoom=12&west=NaN&south=0&east=1&north=1")]
    [InlineData("zoom=12&west=0,0];alert(1)//&south=0&east=1&north=1")]
    [InlineData("")]
    public async Task A_window_that_is_none_is_refused(string window) =>
        Assert.Equal(400, (int)(await app.Admin.GetAsync("/clients/map?handler=Points&" + window)).Status);

    [Fact]
    public async Task Zones_are_shown_with_how_many_clients_they_have()
    {
        var zone = await app.Database.ValueAsync<Guid>(
            "insert into zones.zone (id, name, area) values (host.uuid7(), 'Contada', ext.st_multi(ext.st_forcepolygonccw(ext.st_makeenvelope(60, 60, 61, 61, 4326)))) returning id");
        await app.Database.RunAsync("insert into clients.client (name, country, zone_id, created_at, updated_at) values ('Uno', 'UY', $1, now(), now()), ('Dos', 'UY', $1, now(), now())", zone);

        var answer = await app.Admin.GetAsync("/clients/map?handler=Zones&zoom=8&west=59&south=59&east=62&north=62");

        using var zones = JsonDocument.Parse(answer.Body);
        Assert.Equal(("Contada", 2), (zones.RootElement[0].GetProperty("name").GetString(), zones.RootElement[0].GetProperty("clients").GetInt32()));

        // Who sees only the clients that he collects counts those.
        var account = await Accounts.MakeAsync(app.Database, "clients.view:own");
        await app.Database.RunAsync(
            """
            with collector as (insert into clients.collector (name, operator_id, created_at, updated_at) values ('Cobra', $1, now(), now()) returning id)
            update clients.client set collector_id = collector.id from collector where client.name = 'Uno' and client.zone_id = $2
            """, account.Id, zone);
        using var collector = await app.Wisp.SignInAsync(account);
        using var own = JsonDocument.Parse((await collector.GetAsync("/clients/map?handler=Zones&zoom=8&west=59&south=59&east=62&north=62")).Body);
        Assert.Equal(1, own.RootElement[0].GetProperty("clients").GetInt32());
    }

    private static (long, double, double) Round(Cluster cluster) => (cluster.Clients, Math.Round(cluster.Latitude, 6), Math.Round(cluster.Longitude, 6));

    private async Task<(int Clients, long Total)> CountAsync(string query)
    {
        var content = await ReadAsync(query);
        return (content.Clients.Length, content.Total);
    }

    private async Task<Content> ReadAsync(string query)
    {
        var answer = await app.Admin.GetAsync("/clients/map?handler=Points&" + query);
        Assert.True((int)answer.Status == 200, $"{answer.Status}: {answer.Text}");
        return JsonSerializer.Deserialize<Content>(answer.Body, JsonSerializerOptions.Web)!;
    }

    private sealed record Content(Client[] Clients, Cluster[] Clusters, long Total);

    private sealed record Client(Guid Id, string ShownId, string Name, double Latitude, double Longitude, string? Tone);

    private sealed record Cluster(long Clients, double Latitude, double Longitude);
}
