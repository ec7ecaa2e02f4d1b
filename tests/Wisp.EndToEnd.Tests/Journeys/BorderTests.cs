namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>A zone drawn over two neighbourhoods takes exactly the clients there.</summary>
[Collection(SharedSite.Name)]
public sealed class BorderTests(Site site)
{
    [Fact]
    public Task A_zone_is_drawn_over_two_neighbourhoods_and_the_list_has_exactly_those_clients() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await SeedAsync();
        await walk.SignInAsync("clients.view", "settings.zones", "jobs.view");
        await walk.GoAsync("/zones/map");
        await Expect(walk.Map.Ground.Locator(".zones-below")).ToHaveCountAsync(2);

        // The two squares fill the map side by side: around both, with a margin.
        await page.GetByRole(AriaRole.Button, new() { Name = "Dibujar" }).ClickAsync();
        var (left, right) = (await BoxAsync(0), await BoxAsync(1));
        var (west, east) = (Math.Min(left.X, right.X) - 12, Math.Max(left.X + left.Width, right.X + right.Width) + 12);
        var (north, south) = (left.Y - 12, left.Y + left.Height + 12);
        foreach (var (x, y) in new[] { (west, north), (east, north), (east, south), (west, south), (west, north) }) await page.Mouse.ClickAsync(x, y);
        await page.GetByLabel("Nombre").FillAsync("Costa");

        await page.GetByRole(AriaRole.Button, new() { Name = "Ver qué cambia" }).ClickAsync();
        await Expect(page.Locator("[data-outcome]")).ToContainTextAsync("Al guardar, 5 clientes cambian de lugar:");
        await Expect(page.Locator("[data-outcome]")).ToContainTextAsync("5: de ninguno a Costa");

        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar" }).ClickAsync();
        await Expect(walk.Shell.Main).ToContainTextAsync("5 clientes cambiaron de lugar");
        var zone = await site.Database.ValueAsync<Guid>("select id from zones.zone where name = 'Costa'");
        await walk.Clients.OpenAsync($"?zone={zone}");
        await Expect(walk.Clients.Rows).ToHaveCountAsync(5);
        foreach (var name in new[] { "Oeste 1", "Oeste 2", "Oeste 3", "Levante 1", "Levante 2" }) await Expect(walk.Clients.Row(name)).ToHaveCountAsync(1);

        // The editor counts them, and leads to the same list and to those outside.
        await walk.GoAsync("/zones/map");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ver los 5 clientes de Costa" }).ClickAsync();
        await Expect(walk.Clients.Rows).ToHaveCountAsync(5);
        await walk.GoAsync("/zones/map");
        await page.GetByRole(AriaRole.Link, new() { Name = "Clientes con punto fuera de toda zona" }).ClickAsync();
        await Expect(walk.Clients.Row("Lejos")).ToHaveCountAsync(1);
        await Expect(walk.Clients.Row("Oeste 1")).ToHaveCountAsync(0);

        async Task<LocatorBoundingBoxResult> BoxAsync(int i) => (await walk.Map.Ground.Locator(".zones-below").Nth(i).BoundingBoxAsync())!;
    });

    [Fact]
    public Task A_border_that_crosses_itself_is_marked_and_its_repair_offered_and_a_stroke_taken_back() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await walk.SignInAsync("settings.zones");
        await walk.GoAsync("/zones/map");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dibujar" }).ClickAsync();
        await walk.Map.ClickAsync(-40, -40);
        await walk.Map.ClickAsync(40, -40);
        await walk.Map.ClickAsync(40, 40);
        await walk.Map.ClickAsync(-40, 40);
        await walk.Map.ClickAsync(-40, -40);
        await page.GetByLabel("Nombre").FillAsync("Cruzada");
        await Expect(page.Locator(".zones-editor form[data-guard][data-dirty]")).ToHaveCountAsync(1);

        // The upper left corner is dragged beyond the lower right one.
        await walk.Map.DragAsync(walk.Map.Ground.Locator(".marker-icon:not(.marker-icon-middle)").First, right: 120, down: 60);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ver qué cambia" }).ClickAsync();
        await Expect(page.Locator("[data-outcome]")).ToContainTextAsync("Cruzada: El borde se cruza");
        await Expect(walk.Map.Ground.Locator(".map-spot")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Reparar: la superficie pasa de") })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Deshacer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ver qué cambia" }).ClickAsync();
        await Expect(page.Locator("[data-outcome]")).ToContainTextAsync("Al guardar, nadie cambia de lugar.");
        await Expect(walk.Map.Ground.Locator(".map-spot")).ToHaveCountAsync(0);

        // Nothing is left to lose, so nobody is asked.
        await page.GetByRole(AriaRole.Button, new() { Name = "Deshacer" }).ClickAsync();
        await Expect(page.Locator(".zones-editor form[data-dirty]")).ToHaveCountAsync(0);
    });

    /// <summary>Two square neighbourhoods side by side, five clients in them and one beside.</summary>
    private Task<int> SeedAsync() => site.Database.RunAsync(
        """
        with city as (insert into zones.city (id, name) values (host.uuid7(), 'Ciudad del borde') returning id),
        barrio as (
            insert into zones.neighborhood (id, name, city_id, area)
            select host.uuid7(), b.name, city.id, ext.st_multi(ext.st_forcepolygonccw(ext.st_makeenvelope(b.west, -34.92, b.west + 0.02, -34.90, 4326)))
            from city, (values ('Oeste', -56.20), ('Este', -56.18)) b(name, west) returning id)
        insert into clients.client (name, country, location, created_at, updated_at)
        select c.name, 'UY', ext.st_setsrid(ext.st_makepoint(c.lon, -34.91), 4326), now(), now()
        from (values ('Oeste 1', -56.199), ('Oeste 2', -56.19), ('Oeste 3', -56.185), ('Levante 1', -56.175), ('Levante 2', -56.161), ('Lejos', -56.10)) c(name, lon)
        """);
}
