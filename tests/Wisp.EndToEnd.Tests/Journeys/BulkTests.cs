using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class BulkTests(Site site)
{
    [Fact]
    [Trait("rule", "BULK-01")]
    [Trait("rule", "BULK-02")]
    [Trait("rule", "BULK-05")]
    [Trait("rule", "BULK-06")]
    [Trait("rule", "BULK-09")]
    public Task All_found_are_previewed_changed_and_put_back() => site.WalkAsync(async walk =>
    {
        var (page, list) = (walk.Page, walk.Clients);
        await Seeds.ClientsAsync(site.Database, "Masiva", 23);
        await site.Database.RunAsync("insert into zones.zone (id, name, color) values (host.uuid7(), 'Zona Masiva', '#336699')");
        await walk.SignInAsync("*");
        await list.OpenAsync("?q=masiva&adv=bulk");

        var preview = page.GetByRole(AriaRole.Button, new() { Name = "Vista previa" });
        await Expect(preview).ToBeDisabledAsync();

        // All that are found need no tick; a field alone is not enough, nor are clients alone.
        await page.GetByLabel("Valor nuevo de Zona").SelectOptionAsync(new SelectOptionValue { Label = "Zona Masiva" });
        await Expect(preview).ToBeDisabledAsync();
        await page.GetByLabel("Todos los encontrados").CheckAsync();
        await Expect(preview).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Zona", Exact = true }).UncheckAsync();
        await Expect(preview).ToBeDisabledAsync();
        await page.GetByLabel("Los marcados en la lista").CheckAsync();
        await page.GetByLabel("Marcar a Masiva 01").CheckAsync();
        await list.Next.ClickAsync();
        await page.GetByLabel("Marcar a Masiva 21").CheckAsync();
        await Expect(page.Locator("[data-bulk-ticked]")).ToHaveTextAsync("2");
        await Expect(preview).ToBeDisabledAsync();
        await page.GetByLabel("Todos los encontrados").CheckAsync();
        await page.GetByLabel("Valor nuevo de Zona").SelectOptionAsync(new SelectOptionValue { Label = "Zona Masiva" });
        await preview.ClickAsync();

        await Expect(page.GetByText("Van a cambiar: 23", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(page.Locator("[aria-labelledby=changes-title] tbody tr")).ToHaveTextAsync(new Regex(@"Zona\s*\(vacío\)\s*Zona Masiva\s*23"));
        await page.Locator("#typed").FillAsync("22");
        await page.GetByRole(AriaRole.Button, new() { Name = "Actualizar masivamente" }).ClickAsync();
        await Expect(page.Locator("#typed-error")).ToHaveTextAsync("Escribí 23, el número de clientes que cambian.");
        await page.Locator("#typed").FillAsync("23");
        await page.GetByRole(AriaRole.Button, new() { Name = "Actualizar masivamente" }).ClickAsync();
        await Expect(page.GetByText("Cambiados: 23", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 40_000 });

        await site.Database.RunAsync(
            """
            with later as (insert into zones.zone (id, name) values (host.uuid7(), 'Zona Posterior') returning id)
            update clients.client set zone_id = later.id from later where client.name = 'Masiva 05'
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revertir lote" }).ClickAsync();
        await walk.Shell.ConfirmAsync();
        await Expect(page.GetByText("Vueltos atrás: 22", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(page.Locator("[aria-labelledby=sample-title] tbody")).ToHaveTextAsync(new Regex(@"Masiva 05.*Zona\s*Zona Masiva\s*Zona Posterior", RegexOptions.Singleline));
    });

    [Fact]
    [Trait("rule", "EXP-01")]
    [Trait("rule", "EXP-03")]
    public Task An_export_is_asked_for_in_the_list_found_in_the_ledger_of_mail_and_read() => site.WalkAsync(async walk =>
    {
        var (page, list) = (walk.Page, walk.Clients);
        await Seeds.ClientsAsync(site.Database, "Exportada", 3);
        await walk.SignInAsync("*");
        await list.OpenAsync("?q=exportada");
        await page.GetByText("Exportar", new() { Exact = true }).First.ClickAsync();
        await page.GetByLabel("Sólo los filtrados ahora").CheckAsync();
        await page.GetByLabel("CSV, texto con punto y coma").CheckAsync();
        await page.Locator("#export").GetByRole(AriaRole.Button, new() { Name = "Exportar" }).ClickAsync();
        await Expect(page.GetByText("Clientes exportados: 3.")).ToBeVisibleAsync(new() { Timeout = 40_000 });

        var waiting = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Descargar" }).ClickAsync();
        var lines = await File.ReadAllLinesAsync(await (await waiting).PathAsync());
        Assert.Equal(4, lines.Length);
        Assert.Contains(";Exportada 01;", string.Join('\n', lines).Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);

        await page.GotoAsync("/mail");
        await page.GetByRole(AriaRole.Link, new() { Name = "Exportación de clientes: clientes-" }).First.ClickAsync();
        await Expect(page.FrameLocator("iframe").GetByText("Tu exportación está lista")).ToBeVisibleAsync();
        await Expect(page.FrameLocator("iframe").GetByRole(AriaRole.Table)).ToContainTextAsync("3");
    });
}
