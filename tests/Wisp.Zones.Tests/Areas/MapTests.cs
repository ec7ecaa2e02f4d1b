using System.Text.Json;

namespace Wisp.Zones.Tests.Areas;

/// <summary>What the editor's page reads beside the drawing.</summary>
[Collection(AreaTests.Name)]
public sealed class MapTests(AreaApp app)
{
    private readonly Editor _editor = new(app);

    [Fact]
    public async Task Who_is_in_each_zone_and_in_none_is_told_beside_the_map()
    {
        var name = ZonesApp.Unique("Contada");
        var before = await UsageAsync();
        await _editor.ClientAsync(-40.5, -45.5);
        await _editor.ClientAsync(-40.5, -47.5);
        await app.Database.RunAsync("insert into clients.client (name, country, created_at, updated_at) values ('Sin punto', 'AR', now(), now())");
        await app.EndAsync(Assert.Single((await _editor.SendAsync("Save", Editor.New(name, AreaApp.Square(-41, -46, 1)))).Jobs));

        var after = await UsageAsync();

        var zone = await app.Zones.IdAsync("zones", name);
        Assert.Equal(1, after.Counts[zone]);
        Assert.Equal("/clients?zone={0}", after.ListUrl);
        Assert.Equal(("Clientes con punto fuera de toda zona", "/clients?outside=yes", before.Others[0].Count + 1), (after.Others[0].Text, after.Others[0].Url, after.Others[0].Count));
        Assert.Equal(("Clientes sin punto en el mapa", "/clients?point=no", before.Others[1].Count + 1), (after.Others[1].Text, after.Others[1].Url, after.Others[1].Count));
    }

    [Fact]
    public async Task The_map_gets_the_borders_of_its_window_and_of_one_place()
    {
        var (here, there) = (ZonesApp.Unique("Cerca"), ZonesApp.Unique("Lejos"));
        await _editor.SendAsync("Save", Editor.New(here, AreaApp.Square(70, -45, 1)));
        await _editor.SendAsync("Save", Editor.New(there, AreaApp.Square(75, -45, 1)));

        Assert.Equal([here], await NamesAsync("west=69&south=-46&east=72&north=-43"));
        Assert.Equal([there], await NamesAsync($"place={await app.Zones.IdAsync("zones", there)}"));
        Assert.Equal(400, (int)(await app.Admin.GetAsync("/zones/map?handler=Part&west=5&south=1&east=-5&north=2")).Status);
    }

    private async Task<Usage> UsageAsync() =>
        Assert.Single(JsonSerializer.Deserialize<Usage[]>((await app.Admin.GetAsync("/zones/map?handler=Usage")).Body, JsonSerializerOptions.Web)!);

    private async Task<string[]> NamesAsync(string query)
    {
        using var answer = JsonDocument.Parse((await app.Admin.GetAsync($"/zones/map?handler=Part&{query}")).Body);
        Assert.False(answer.RootElement.GetProperty("more").GetBoolean());
        return [.. answer.RootElement.GetProperty("areas").EnumerateArray().Select(area => area.GetProperty("name").GetString()!)];
    }

    private sealed record Usage(Dictionary<Guid, long> Counts, string ListUrl, Other[] Others);

    private sealed record Other(string Text, long Count, string Url);
}
