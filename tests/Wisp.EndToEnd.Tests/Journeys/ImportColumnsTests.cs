using System.Text;
using Wisp.EndToEnd.Tests.Everywhere;

namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class ImportColumnsTests(Site site)
{
    private const string File =
        """
        Nombre;Apodo;Celular;Dirección
        Olga Ojeda;Olguita;11 4777-1234;San Juan 4455
        Ojeda, Olga;la vecina;(011) 4777 1234;San Juan 4455
        Oscar Otero;;123;
        """;

    [Fact]
    [Trait("rule", "IMP-01")]
    public Task Columns_are_chosen_by_keyboard_a_wrong_choice_is_said_beside_it_and_warnings_stand_on_the_jobs_page() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await Axe.BringAsync(page);
        await walk.SignInAsync("*");
        await new ImportPages(page).UploadAsync("columnas.csv", Encoding.UTF8.GetBytes(File));

        await page.GetByLabel("Apodo").FocusAsync();
        await page.Keyboard.TypeAsync("Nombre");
        await page.GetByRole(AriaRole.Button, new() { Name = "Probar" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(walk.Shell.ErrorSummary).ToBeFocusedAsync();
        await Expect(page.Locator(".field-error")).ToHaveTextAsync("Ya va ahí la columna «Nombre»: elegí una sola.");
        Assert.Empty(await Axe.ViolationsAsync(page));

        await page.GetByLabel("Apodo").SelectOptionAsync("Details");
        await page.GetByRole(AriaRole.Button, new() { Name = "Importar", Exact = true }).ClickAsync();
        await walk.Shell.ConfirmAsync();
        await Expect(page.Locator("#progress .state")).ToHaveTextAsync("Terminado con errores", new() { Timeout = 40_000 });
        await page.ReloadAsync();
        await Expect(page.Locator("section[aria-labelledby=warnings-title]")).ToContainTextAsync("El mismo teléfono está en la línea 2 de este archivo.");
        await Expect(page.Locator("section[aria-labelledby=errors-title]")).ToContainTextAsync("123");
        Assert.Empty(await Axe.ViolationsAsync(page));
    });
}
