using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class ListTests(Site site)
{
    [Fact]
    public Task Arrows_move_the_selection_the_panel_follows_and_back_leads_back() => site.WalkAsync(async walk =>
    {
        var (page, list) = (walk.Page, walk.Clients);
        await Seeds.ClientsAsync(site.Database, "Flecha", 3);
        await walk.SignInAsync("clients.view", "clients.audit");
        await list.OpenAsync("?q=flecha");

        await walk.Shell.TabToAsync(list.Rows.First);
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(list.PanelTitle).ToContainTextAsync("Flecha 02");
        await Expect(list.Selected).ToContainTextAsync("Flecha 02");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(list.PanelTitle).ToContainTextAsync("Flecha 03");
        await Expect(page).ToHaveURLAsync(new Regex("sel="));

        // The state is in the address: the same panel is there after loading again.
        await page.ReloadAsync();
        await Expect(list.PanelTitle).ToContainTextAsync("Flecha 03");
        await list.Selected.FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(list.Panel).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(list.PanelTitle).ToContainTextAsync("Flecha 02");
        await page.Keyboard.PressAsync("Enter");
        await Expect(walk.Shell.Title).ToHaveTextAsync("Flecha 02");
        await page.GoBackAsync();
        await Expect(list.PanelTitle).ToContainTextAsync("Flecha 02");
        await Expect(list.Rows).ToHaveCountAsync(3);
    });

    [Fact]
    [Trait("rule", "GRID-09")]
    public Task Typing_searches_and_the_pages_lead_on_and_back() => site.WalkAsync(async walk =>
    {
        var (page, list) = (walk.Page, walk.Clients);
        await Seeds.ClientsAsync(site.Database, "Página", 23);
        await walk.SignInAsync("clients.view");
        await list.OpenAsync();

        await list.Search.PressSequentiallyAsync("pagina");
        await Expect(list.Rows).ToHaveCountAsync(20);
        await Expect(page.Locator("#list [role=status]")).ToHaveTextAsync("23 clientes");
        await list.Next.ClickAsync();
        await Expect(list.Rows).ToHaveCountAsync(3);
        await Expect(list.Rows.First).ToContainTextAsync("Página 21");
        await list.Previous.ClickAsync();
        await Expect(list.Rows.First).ToContainTextAsync("Página 01");
        await page.GoBackAsync();
        await Expect(list.Rows.First).ToContainTextAsync("Página 21");

        await list.OpenAsync("?q=nadie+se+llama+as%C3%AD");
        await Expect(page.Locator("#list")).ToContainTextAsync("Nadie coincide con «nadie se llama así»");
    });

    [Fact]
    public Task A_client_is_deactivated_found_among_the_deactivated_and_reactivated() => site.WalkAsync(async walk =>
    {
        var (page, list) = (walk.Page, walk.Clients);
        await Seeds.ClientAsync(site.Database, "Baja Pérez");
        await walk.SignInAsync("clients.view", "clients.edit", "clients.deactivate");
        await list.OpenAsync("?q=baja");
        await page.GetByRole(AriaRole.Link, new() { Name = "Borrar a Baja Pérez" }).ClickAsync();
        await page.Locator("#reason").FillAsync("Se mudó a otra ciudad");
        await page.GetByRole(AriaRole.Button, new() { Name = "Desactivar" }).ClickAsync();
        await Expect(page.Locator("main .pill")).ToHaveTextAsync("Desactivado");

        await list.OpenAsync("?q=baja");
        await Expect(list.Rows).ToHaveCountAsync(0);
        await list.OpenAdvancedAsync();
        await list.Status.SelectOptionAsync("deactivated");
        await Expect(list.Row("Baja Pérez")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("status=deactivated"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Reactivar a Baja Pérez" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reactivar" }).ClickAsync();
        await Expect(page.Locator("main .pill")).ToHaveTextAsync("Activo");
    });
}
