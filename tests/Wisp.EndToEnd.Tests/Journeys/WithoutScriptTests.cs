using System.Text;

namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>Every page is a plain page too: a browser whose scripts do not run, or did not arrive, does the same work.</summary>
[Collection(SharedSite.Name)]
public sealed class WithoutScriptTests(Site site)
{
    private static readonly Device Plain = Device.Desk with { Script = false };

    [Fact]
    public Task A_client_is_created_found_edited_and_deactivated_without_script() => site.WalkAsync(async walk =>
    {
        var (page, form) = (walk.Page, walk.Form);
        await walk.SignInAsync("*");
        await form.OpenAsync();
        await Expect(walk.Map.Ground).ToBeHiddenAsync();
        await form.Field("Name").FillAsync("Plácido Sinescript");
        await form.Save.ClickAsync();
        await Expect(walk.Shell.Title).ToHaveTextAsync("Plácido Sinescript");

        // From anywhere: a few letters and Enter open the only client who has them.
        await page.GotoAsync("/");
        await page.Locator("#global-search").FillAsync("sinescript");
        await page.Locator("#global-search").PressAsync("Enter");
        await Expect(walk.Shell.Title).ToHaveTextAsync("Plácido Sinescript");
        await page.GetByRole(AriaRole.Link, new() { Name = "Editar", Exact = true }).ClickAsync();
        await form.Field("Address").FillAsync("Camino Maldonado 5500");
        await form.Save.ClickAsync();
        await Expect(walk.Shell.Main).ToContainTextAsync("Camino Maldonado 5500");

        await page.GetByRole(AriaRole.Link, new() { Name = "Borrar" }).ClickAsync();
        await page.Locator("#reason").FillAsync("Prueba");
        await page.GetByRole(AriaRole.Button, new() { Name = "Desactivar" }).ClickAsync();
        await Expect(page.Locator("main .pill")).ToHaveTextAsync("Desactivado");
    }, Plain);

    [Fact]
    public Task A_file_is_imported_without_script() => site.WalkAsync(async walk =>
    {
        await walk.SignInAsync("*");
        var import = new ImportPages(walk.Page);
        await import.UploadAsync("uno.csv", Encoding.UTF8.GetBytes("Nombre,Dirección\nÚrsula Uno,Calle 1\n"));
        await import.Import.ClickAsync();
        await Expect(walk.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/jobs/"));
        await Eventually.BecomesAsync(async () =>
        {
            await walk.Page.ReloadAsync();
            return await walk.Page.Locator("#progress").InnerTextAsync();
        }, text => text.Contains("Creados: 1", StringComparison.Ordinal), 40);
        await walk.Clients.OpenAsync("?q=ursula");
        await Expect(walk.Clients.Row("Úrsula Uno")).ToBeVisibleAsync();
    }, Plain);
}
