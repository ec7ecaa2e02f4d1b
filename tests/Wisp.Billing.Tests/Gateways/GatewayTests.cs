namespace Wisp.Billing.Tests.Gateways;

/// <summary>Gateways in the settings, clients enrolled with them, and what search and export say of it.</summary>
[Collection(ScreenTests.Name)]
public sealed class GatewayTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "GW-01")]
    [Trait("rule", "GW-02")]
    public async Task A_gateway_is_made_and_is_offered_once_it_is_verified()
    {
        var name = BillingApp.Unique("Rayo");
        var id = await Bank.MakeAsync(app, name);
        var client = await app.ClientAsync("Por inscribir");
        Assert.Equal("Sin verificar", await StateAsync(name));
        Assert.DoesNotContain(name, (await app.Admin.GetAsync($"/billing/gateways/client/{client}")).Text, StringComparison.Ordinal);

        // The lightning button says what is missing.
        BillingApp.Refused(await VerifyAsync(id), "Falta generar el secreto.");
        Assert.Equal("Sin verificar Falta generar el secreto.", await StateAsync(name));
        await Bank.SecretAsync(app, id);
        Assert.Equal("Sin verificar", await StateAsync(name));
        var list = await app.Admin.GetAsync("/billing/gateways");
        Assert.Equal("/billing/gateways", (await app.Admin.SubmitAsync(list, $"button[formaction*='Verify'][formaction*='{id}']")).Location);
        Assert.StartsWith("Verificada el ", await StateAsync(name), StringComparison.Ordinal);
        Assert.Contains(name, (await app.Admin.GetAsync($"/billing/gateways/client/{client}")).Text, StringComparison.Ordinal);

        // What was verified were the credentials of then.
        var page = await app.Admin.GetAsync($"/billing/gateways/client/{client}");
        await Bank.SecretAsync(app, id);
        Assert.Equal("Sin verificar", await StateAsync(name));
        BillingApp.Refused(await app.Admin.SubmitAsync(page, "form#enrol", ("Input.GatewayId", $"{id}")), $"Pasarela: «{name}» no está verificada y en uso.");
    }

    [Fact]
    [Trait("rule", "GW-01")]
    public async Task A_wrong_gateway_says_what_is_wrong_and_a_name_is_used_once()
    {
        var name = BillingApp.Unique("Una");
        await Bank.MakeAsync(app, name);
        BillingApp.Refused(await SaveAsync(("Input.Name", "")), "Nombre: falta.");
        BillingApp.Refused(await SaveAsync(("Input.Name", new string('x', 101))), "Nombre: tiene 101 caracteres; puede tener hasta 100.");
        BillingApp.Refused(await SaveAsync(("Input.Name", name.ToUpperInvariant())), $"Nombre: ya hay una pasarela «{name.ToUpperInvariant()}».");
        BillingApp.Refused(await SaveAsync(("Input.Name", "Otra"), ("Input.Kind", "nada")), "Tipo: elegí uno de la lista.");
        BillingApp.Refused(await SaveAsync(("Input.Name", "Otra"), ("Input.Fields[link]", new string('x', 501))), "Enlace de pago: tiene 501 caracteres; puede tener hasta 500.");
        foreach (var link in new[] { "http://a.example/{reference}", "https://a.example/", "nada {reference}" })
        {
            var id = await Bank.MakeAsync(app, BillingApp.Unique("Enlace"), link);
            await Bank.SecretAsync(app, id);
            BillingApp.Refused(await VerifyAsync(id), $"Enlace de pago: «{link}» no es una dirección https con {{reference}}.");
        }
    }

    [Fact]
    [Trait("rule", "GW-01")]
    public async Task An_archived_gateway_is_not_offered_and_comes_back()
    {
        var name = BillingApp.Unique("Archivo");
        var bank = await Bank.OpenAsync(app, name);
        var client = await app.OwingAsync("Archivada", 100m);
        await bank.EnrolAsync(client, "CLI-1");
        Assert.Equal("/billing/gateways", (await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/gateways"), $"button[formaction*='Archive'][formaction*='{bank.Id}']")).Location);
        Assert.DoesNotContain(name, (await app.Admin.GetAsync("/billing/gateways")).Text, StringComparison.Ordinal);
        var body = Bank.Notice("T1", "CLI-1");
        Assert.StartsWith("404 ", await bank.SendAsync(body), StringComparison.Ordinal);
        await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/gateways?archived=true"), $"button[formaction*='Restore'][formaction*='{bank.Id}']");
        Assert.StartsWith("200 ", await bank.SendAsync(body), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PANEL-05")]
    public async Task A_client_is_enrolled_and_turned_off_from_his_tab()
    {
        var name = BillingApp.Unique("Panel");
        var bank = await Bank.OpenAsync(app, name, "https://pagos.example/{reference}?importe={amount}");
        var (client, other) = (await app.OwingAsync("Inscripta", 100m), await app.ClientAsync("Otra"));
        Assert.Contains($"/billing/gateways/of/{client}", (await app.Admin.GetPartAsync($"/clients/{client}/panel?tab=billing.gateways")).Body, StringComparison.Ordinal);
        Assert.Equal(["No está inscripto en ninguna pasarela de pago."], (await app.Admin.GetPartAsync($"/billing/gateways/of/{client}")).Texts(".muted"));

        await bank.EnrolAsync(client, "CLI 1/ñ");

        var tab = await app.Admin.GetPartAsync($"/billing/gateways/of/{client}");
        Assert.Equal([$"{name}: CLI 1/ñ Enlace de pago permanente"], tab.Texts("li"));
        Assert.Equal("https://pagos.example/CLI%201%2F%C3%B1?importe=", tab.Document.QuerySelector("li a")!.GetAttribute("href"));
        var number = await app.Database.ValueAsync<long>("select public_id from billing.invoice where client_id = $1", client);
        Assert.Equal([$"https://pagos.example/INV-{number}?importe=100.00"], (await app.Admin.GetAsync($"/billing/gateways/client/{client}")).Texts("a.pay"));

        var form = await app.Admin.GetAsync($"/billing/gateways/client/{other}");
        foreach (var (typed, said) in new[]
        {
            ("CLI 1/ñ", $"ID en la pasarela: «CLI 1/ñ» ya es de otro cliente en «{name}»."), ("INV-12", "ID en la pasarela: «INV-12» tiene la forma de la referencia de una factura."),
            (new string('x', 101), "ID en la pasarela: tiene 101 caracteres; puede tener hasta 100, sin blancos de más."),
        })
            BillingApp.Refused(await app.Admin.SubmitAsync(form, "form#enrol", ("Input.GatewayId", $"{bank.Id}"), ("Input.ExternalId", typed)), said);
        // Left empty it is the client's own ID.
        await bank.EnrolAsync(other);
        Assert.Equal(
            await app.Database.ValueAsync<string>("select shown_id from clients.clients_v1 where id = $1", other),
            await app.Database.ValueAsync<string>("select external_id from billing.client_gateway where client_id = $1", other));
        BillingApp.Refused(await app.Admin.SubmitAsync(form, "form#enrol", ("Input.GatewayId", $"{bank.Id}"), ("Input.ExternalId", "z")), $"Pasarela: el cliente ya está inscripto en «{name}».");

        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/gateways/client/{client}"), "button[formaction*='Switch']");
        Assert.Equal([$"{name}: CLI 1/ñ Deshabilitada"], (await app.Admin.GetPartAsync($"/billing/gateways/of/{client}")).Texts("li"));
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/gateways/client/{client}"), "button[formaction*='Switch']");
        Assert.Equal([$"{name}: CLI 1/ñ Enlace de pago permanente"], (await app.Admin.GetPartAsync($"/billing/gateways/of/{client}")).Texts("li"));
        var history = (await app.Admin.GetPartAsync($"/clients/{client}/panel?tab=history")).Text;
        foreach (var word in new[] { name, "ID en la pasarela", "CLI 1/ñ" }) Assert.Contains(word, history, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "GW-02")]
    [Trait("rule", "AUD-01")]
    public async Task A_secret_is_shown_once_and_stands_nowhere_else()
    {
        var name = BillingApp.Unique("Secreta");
        var bank = await Bank.OpenAsync(app, name);
        var client = await app.OwingAsync("Secreto", 100m);
        await bank.EnrolAsync(client, "CLI-1");
        await bank.SendAsync(Bank.Notice("T1", "CLI-1"));
        await bank.SendAsync(Bank.Notice("T2", "CLI-1", "1.234"));

        foreach (var url in new[] { "/billing/gateways", $"/billing/gateways/edit/{bank.Id}", $"/billing/gateways/client/{client}", $"/billing/gateways/of/{client}", "/billing/notices", "/audit" })
            Assert.DoesNotContain(bank.Secret, (await app.Admin.GetAsync(url)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(bank.Secret, await app.Database.ValueAsync<string>("select string_agg(g::text, '') from billing.gateway g"), StringComparison.Ordinal);
        var audited = await app.Database.ValueAsync<string>("select string_agg(a::text, '') from host.audit a where a::text like '%' || $1 || '%'", $"{bank.Id}");
        Assert.Contains("•••", audited, StringComparison.Ordinal);
        Assert.DoesNotContain(bank.Secret, audited, StringComparison.Ordinal);
        Assert.DoesNotContain((await app.Database.ValueAsync<string>("select secrets from billing.gateway where id = $1", bank.Id))!, audited, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "SRCH-11")]
    public async Task Search_finds_who_is_enrolled()
    {
        var word = BillingApp.Unique("Busca");
        var (first, second) = (await Bank.OpenAsync(app, $"{word} A"), await Bank.OpenAsync(app, $"{word} B"));
        var (both, off) = (await app.ClientAsync($"{word} Ambas"), await app.ClientAsync($"{word} Apagada"));
        await app.ClientAsync($"{word} Nunca");
        await first.EnrolAsync(both, "A-77_x");
        await second.EnrolAsync(both, "B-88");
        await first.EnrolAsync(off, "A-79");
        await app.Database.RunAsync("update billing.client_gateway set enabled = false where client_id = $1", off);

        await FindsAsync($"billing.gateway={first.Id}", "Ambas");
        await FindsAsync($"billing.gateway={first.Id}&billing.gateway={second.Id}", "Ambas");
        await FindsAsync("billing.enrolled=yes", "Ambas");
        await FindsAsync("billing.enrolled=no", "Apagada", "Nunca");
        await FindsAsync("billing.external_id=a-77_", "Ambas");
        await FindsAsync("billing.external_id=a_77");
        var pane = (await app.Admin.GetAsync("/clients?adv=gateways")).Document.QuerySelector("[data-tab=gateways]")!.TextContent;
        foreach (var label in new[] { "Pasarela", "Inscripto en alguna", "ID en la pasarela" }) Assert.Contains(label, pane, StringComparison.Ordinal);

        async Task FindsAsync(string filter, params string[] names) =>
            Assert.Equal(names.Select(name => $"{word} {name}"), (await app.Admin.GetAsync($"/clients?q={word}&{filter}")).Texts("tbody .col-name"));
    }

    private async Task<string> StateAsync(string name) => (await app.Admin.GetAsync("/billing/gateways")).Document.QuerySelectorAll("tbody tr")
        .Single(row => row.QuerySelector("th a")!.TextContent == name).QuerySelector("td[data-label=Estado]") is { } cell
        ? string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";

    private async Task<Page> VerifyAsync(Guid id) => await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/gateways/edit/{id}"), "form#verify");

    private async Task<Page> SaveAsync(params (string Name, string? Value)[] typed) => await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/gateways/edit"), "form.form", typed);
}
