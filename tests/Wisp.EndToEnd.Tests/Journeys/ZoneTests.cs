namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class ZoneTests(Site site)
{
    [Fact]
    public Task A_zone_is_made_given_to_a_client_and_archived_by_moving_him() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        var client = await Seeds.ClientAsync(site.Database, "Zoilo Zunino");
        await walk.SignInAsync("clients.view", "clients.edit", "settings.zones");
        await MakeAsync(page, "Zona Vieja");
        await MakeAsync(page, "Zona Nueva");

        await walk.GoAsync($"/clients/{client}/edit");
        await walk.Form.Field("ZoneId").SelectOptionAsync("Zona Vieja");
        await walk.Form.Save.ClickAsync();
        await Expect(walk.Shell.Main).ToContainTextAsync("Zona Vieja");

        await walk.GoAsync("/zones");
        await page.GetByRole(AriaRole.Link, new() { Name = "Archivar Zona Vieja" }).ClickAsync();
        await Expect(walk.Shell.Main).ToContainTextAsync("1 cliente");
        await page.Locator("#Input_Target").SelectOptionAsync("Zona Nueva");
        await page.GetByRole(AriaRole.Button, new() { Name = "Archivar" }).ClickAsync();
        await Expect(walk.Shell.Main).ToContainTextAsync("Archivamos la zona «Zona Vieja».");

        await walk.GoAsync($"/clients/{client}");
        await Expect(page.Locator("section[aria-labelledby=card-place]")).ToContainTextAsync("Zona Nueva");
    });

    private static async Task MakeAsync(IPage page, string name)
    {
        await page.GotoAsync("/zones");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nueva zona" }).First.ClickAsync();
        await page.Locator("#Input_Name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync($"Guardamos la zona «{name}».");
    }
}
