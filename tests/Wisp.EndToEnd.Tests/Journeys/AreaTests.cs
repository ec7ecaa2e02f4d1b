using System.Globalization;

namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>An area drawn on the map of the advanced search.</summary>
[Collection(SharedSite.Name)]
public sealed class AreaTests(Site site)
{
    private const string Square = "-64 -38,-63 -38,-63 -39,-64 -39";

    [Fact]
    [Trait("rule", "SRCH-05")]
    public Task An_area_is_drawn_bent_replaced_by_what_is_shown_and_removed() => site.WalkAsync(async walk =>
    {
        var map = walk.Map;
        await Seeds.ClientsAsync(site.Database, "Área", 2);
        await OpenAsync(walk, "");
        await Expect(walk.Clients.Rows).ToHaveCountAsync(2);
        await Expect(map.Button("Quitar el área")).ToBeDisabledAsync();
        await map.Button("Dibujar un área").ClickAsync();
        await map.ClickAsync(-40, -40);
        await map.ClickAsync(40, -40);
        await map.ClickAsync(0, 40);
        await Expect(map.Area).ToHaveValueAsync("");
        await map.ClickAsync(-40, -40);
        await Expect(map.Button("Dibujar un área")).ToBeVisibleAsync();
        var drawn = await CornersAsync(map);
        Assert.Equal(3, drawn.Length);
        // 80 pixels across at 360 / 4096 of a degree each; the lowest corner is in the middle.
        Assert.Equal(7.03, drawn[1].Lon - drawn[0].Lon, 0.2);
        Assert.Equal(-63.6, drawn[2].Lon, 0.2);
        Assert.True(drawn[2].Lat < drawn[0].Lat);
        await Expect(walk.Clients.Rows).ToHaveCountAsync(0);
        await site.Database.RunAsync(
            "update clients.client set location = ext.st_setsrid(ext.st_makepoint($1, $2), 4326) where name = 'Área 01'",
            drawn.Average(corner => corner.Lon), drawn.Average(corner => corner.Lat));

        await map.DragAsync(map.Ground.Locator(".marker-icon:not(.marker-icon-middle)").First, right: -20, down: -20);
        Assert.NotEqual(drawn, await CornersAsync(map));
        Assert.Equal(3, (await CornersAsync(map)).Length);
        await Expect(walk.Clients.Rows).ToHaveCountAsync(1);
        await Expect(walk.Clients.Rows.First).ToContainTextAsync("Área 01");

        // The way without a mouse.
        await map.Button("Tomar lo que se ve").PressAsync("Enter");
        var seen = await CornersAsync(map);
        Assert.Equal(4, seen.Length);
        Assert.Equal((seen[0].Lon, seen[1].Lat), (seen[3].Lon, seen[0].Lat));
        Assert.Equal(-63.6, (seen[0].Lon + seen[1].Lon) / 2, 0.2);

        await map.Button("Quitar el área").ClickAsync();
        await Expect(map.Area).ToHaveValueAsync("");
        await Expect(map.Ground.Locator(".map-area")).ToHaveCountAsync(0);
        Assert.Equal("4", await map.Area.GetAttributeAsync("data-heard"));
    });

    [Fact]
    public Task An_area_that_is_there_is_shown_and_follows_what_others_set() => site.WalkAsync(async walk =>
    {
        var map = walk.Map;
        await Everywhere.Axe.BringAsync(walk.Page);
        await OpenAsync(walk, Square);
        await Expect(map.Ground.Locator(".marker-icon:not(.marker-icon-middle)")).ToHaveCountAsync(4);
        Assert.Empty(await Everywhere.Axe.ViolationsAsync(walk.Page));
        await Expect(map.Area).ToHaveValueAsync(Square);
        await map.Area.FillAsync("");
        await Expect(map.Ground.Locator(".map-area")).ToHaveCountAsync(0);
        // What is no area is left as it is, for the server to judge.
        await map.Area.FillAsync("-64 -38,mal");
        await Expect(map.Ground.Locator(".map-area")).ToHaveCountAsync(0);
        await Expect(map.Area).ToHaveValueAsync("-64 -38,mal");
    });

    // The box counts how often the search would have noticed.
    private static async Task OpenAsync(Walk walk, string area)
    {
        await walk.SignInAsync("clients.view");
        await walk.Clients.OpenAsync($"?adv=client&q=área&area={Uri.EscapeDataString(area)}");
        if (area.Length == 0) await walk.Page.Locator("details.area > summary").ClickAsync();
        await Expect(walk.Map.Button("Dibujar un área")).ToBeVisibleAsync();
        await walk.Map.Area.EvaluateAsync("box => box.addEventListener('input', () => { box.dataset.heard = Number(box.dataset.heard ?? 0) + 1; })");
    }

    private static async Task<(double Lon, double Lat)[]> CornersAsync(MapView map) =>
    [
        .. (await map.Area.InputValueAsync()).Split(',').Select(corner => corner.Split(' '))
            .Select(pair => (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture))),
    ];
}
