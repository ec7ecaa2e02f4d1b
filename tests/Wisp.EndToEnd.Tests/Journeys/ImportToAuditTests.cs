using System.Text;
using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class ImportToAuditTests(Site site)
{
    private const string File =
        """
        Nombre;Tipo de persona;E-mail;Teléfono celular;Dirección;Ciudad;Zona
        Íñigo Muñoz Peña;otro;inigo@correo.example;099 111 222;18 de Julio 1234;Montevideo;Cordón
        Panadería La Ñata;jurídica;nata@correo.example;099 333 444;Av. Italia 2020;Montevideo;Cordón
        Sin correo;otro;esto no es;;;;
        """;

    [Fact]
    [Trait("rule", "IMP-01")]
    public Task A_file_is_imported_a_client_is_found_changed_and_the_audit_says_who_changed_what() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        var who = await walk.SignInAsync("*");

        var import = new ImportPages(page);
        await import.UploadAsync("clientes.csv", Encoding.Latin1.GetBytes(File));
        await Expect(import.Encoding).ToHaveValueAsync("windows-1252");
        await Expect(import.Separator).ToHaveValueAsync("semicolon");
        await Expect(page.Locator("[role=region][aria-labelledby=rows-title]").GetByRole(AriaRole.Cell, new() { Name = "Íñigo Muñoz Peña" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Nombre", new() { Exact = true })).ToHaveValueAsync("Name");
        await import.CreatePlaces.CheckAsync();
        await import.Import.ClickAsync();
        await Expect(walk.Shell.Dialog).ToContainTextAsync("Se va a importar clientes.csv con estas columnas y opciones.");
        await walk.Shell.ConfirmAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/jobs/"));
        await Expect(page.Locator("#progress .state")).ToHaveTextAsync("Terminado con errores", new() { Timeout = 40_000 });
        await Expect(page.Locator("#progress")).ToContainTextAsync("Creados: 2");
        await page.ReloadAsync();
        await Expect(page.Locator("section[aria-labelledby=errors-title]")).ToContainTextAsync("esto no es");

        await walk.Shell.QuickSearchAsync("munoz pena");
        await Expect(walk.Shell.Title).ToHaveTextAsync("Íñigo Muñoz Peña");

        await page.GetByRole(AriaRole.Link, new() { Name = "Editar", Exact = true }).ClickAsync();
        await walk.Form.Field("PhoneMobile").FillAsync("099 555 666");
        await walk.Form.Save.ClickAsync();

        var change = page.Locator("section[aria-labelledby=card-history] tbody").First;
        await Expect(change.GetByRole(AriaRole.Row).Filter(new() { HasText = "Teléfono celular" })).ToHaveTextAsync(
            new Regex(@"Teléfono celular\s*099 111 222\s*099 555 666"));
        await Expect(change.Locator("th[scope=rowgroup]")).ToContainTextAsync(who.Email);
    });
}
