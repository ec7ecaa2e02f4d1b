using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class AdvancedSearchTests(Site site)
{
    [Fact]
    [Trait("rule", "SRCH-01")]
    [Trait("rule", "SRCH-04")]
    public Task Filters_narrow_as_one_types_stay_as_chips_and_are_kept_by_name() => site.WalkAsync(async walk =>
    {
        var (page, list) = (walk.Page, walk.Clients);
        await Seeds.ClientsAsync(site.Database, "Filtrada", 3);
        await site.Database.RunAsync("update clients.client set email = null where name = 'Filtrada 02'");
        await walk.SignInAsync("clients.view");
        await list.OpenAsync();

        await list.OpenAdvancedAsync();
        await page.GetByLabel("Nombre", new() { Exact = true }).PressSequentiallyAsync("filtrada");
        await Expect(list.Rows).ToHaveCountAsync(3);
        await page.GetByLabel("Tiene e-mail").SelectOptionAsync("no");
        await Expect(list.Rows).ToHaveCountAsync(1);
        await Expect(list.Rows.First).ToContainTextAsync("Filtrada 02");
        await Expect(list.Chips).ToHaveCountAsync(2);
        await Expect(page).ToHaveURLAsync(new Regex(@"\?name=filtrada&has-email=no"));

        // The same search by its address, and one filter less by its chip.
        await page.ReloadAsync();
        await Expect(list.Rows).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Tiene e-mail: no" }).ClickAsync();
        await Expect(list.Rows).ToHaveCountAsync(3);

        await page.GetByText("Guardar búsqueda").ClickAsync();
        await page.GetByLabel("Nombre de la búsqueda").FillAsync("Las filtradas");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Limpiar filtros" }).First.ClickAsync();
        await Expect(list.Chips).ToHaveCountAsync(0);
        await page.GetByText("Búsquedas guardadas").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Las filtradas" }).ClickAsync();
        await Expect(list.Rows).ToHaveCountAsync(3);
    });

    [Fact]
    [Trait("rule", "SRCH-05")]
    public Task An_area_drawn_on_the_map_finds_who_lives_inside() => site.WalkAsync(async walk =>
    {
        var (page, list) = (walk.Page, walk.Clients);
        await Seeds.ClientsAsync(site.Database, "Puntual", 2);
        await site.Database.RunAsync("update clients.client set location = ext.st_setsrid(ext.st_makepoint(-58.4, -34.6), 4326) where name = 'Puntual 01'");
        await site.Database.RunAsync("update clients.client set location = ext.st_setsrid(ext.st_makepoint(-65.2, -26.8), 4326) where name = 'Puntual 02'");
        await walk.SignInAsync("clients.view");
        await list.OpenAsync("?adv=client&q=puntual");
        await Expect(list.Rows).ToHaveCountAsync(2);

        await page.Locator("details.area > summary").ClickAsync();
        await page.Locator("#f-area").FillAsync("-59 -35,-58 -35,-58 -34,-59 -34");
        await Expect(list.Rows).ToHaveCountAsync(1);
        await Expect(list.Rows.First).ToContainTextAsync("Puntual 01");
        await Expect(list.Chips).ToContainTextAsync(["dibujada en el mapa"]);
    });
}
