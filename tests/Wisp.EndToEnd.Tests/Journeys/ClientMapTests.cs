namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>All clients on a map: a cluster opens up, a dot opens the panel, a drawn area is the search.</summary>
[Collection(SharedSite.Name)]
public sealed class ClientMapTests(Site site)
{
    [Fact]
    public Task A_dot_opens_the_panel_and_a_drawn_area_narrows_map_and_list() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await SeedAsync();
        await walk.SignInAsync("clients.view");
        await walk.GoAsync("/clients/map?q=mapa&area=-57.2 -35.2,-56.8 -35.2,-56.8 -34.8,-57.2 -34.8");
        await Expect(page.Locator("[data-map-total]")).ToHaveTextAsync("Clientes a la vista: 3");
        await page.Locator("[data-map-color]").SelectOptionAsync("Estado");
        await Expect(page.Locator(".client-dot.is-green")).ToHaveCountAsync(3);

        await page.GetByRole(AriaRole.Button, new() { Name = "Mapa Norte" }).ClickAsync();
        await Expect(walk.Clients.PanelTitle).ToContainTextAsync("Mapa Norte");
        await page.Keyboard.PressAsync("Escape");
        await Expect(walk.Clients.Panel).ToBeHiddenAsync();

        // Around the upper one alone.
        var dot = (await page.GetByRole(AriaRole.Button, new() { Name = "Mapa Norte" }).BoundingBoxAsync())!;
        var (x, y) = (dot.X + (dot.Width / 2), dot.Y + (dot.Height / 2));
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar en un área" }).ClickAsync();
        foreach (var (right, down) in new[] { (-40, -30), (40, -30), (40, 30), (-40, 30), (-40, -30) }) await page.Mouse.ClickAsync(x + right, y + down);
        await Expect(page.Locator("[data-map-total]")).ToHaveTextAsync("Clientes a la vista: 1");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ver en la lista" }).ClickAsync();
        await Expect(walk.Clients.Rows).ToHaveCountAsync(1);
        await Expect(walk.Clients.Row("Mapa Norte")).ToHaveCountAsync(1);
    });

    private Task<int> SeedAsync() => site.Database.RunAsync(
        """
        insert into clients.client (name, country, location, created_at, updated_at)
        select c.name, 'UY', ext.st_setsrid(ext.st_makepoint(c.lon, c.lat), 4326), now(), now()
        from (values ('Mapa Norte', -57.0, -34.9), ('Mapa Sur', -57.0, -35.1), ('Mapa Este', -56.9, -35.0)) c(name, lon, lat)
        """);
}
