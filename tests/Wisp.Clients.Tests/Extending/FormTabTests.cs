using System.Net;

namespace Wisp.Clients.Tests.Extending;

/// <summary>A tab that a module adds to the client form: checked with the client and saved with it, or neither is.</summary>
[Collection(ExtendingTests.Name)]
public sealed class FormTabTests(PartsApp app)
{
    [Fact]
    [Trait("rule", "FORM-24")]
    public async Task It_is_saved_with_the_client_on_create_and_on_edit()
    {
        var form = await app.Admin.GetAsync("/clients/new");
        Assert.Equal(["Básico", "Facturación", "Partes"], form.Texts(".form-tabs > .tab-choice"));
        Assert.Contains("País AR", form.Text, StringComparison.Ordinal);

        var id = await app.CreatedAsync(("Name", "Con parte"), ("parts.form.kind", " cable "), ("parts.form.amount", "7.5"));
        Assert.Equal("cable 7.50 1", await PartAsync(id));

        var edit = await app.Admin.GetAsync($"/clients/{id}/edit");
        Assert.Equal(("cable", "7.50"), (Value(edit, "parts.form.kind"), Value(edit, "parts.form.amount")));
        ClientsApp.IdOf(await app.Admin.SubmitAsync(edit, "form.form", ("parts.form.kind", "router"), ("Name", "Con otra parte")));
        Assert.Equal("router 7.50 2", await PartAsync(id));
        Assert.Equal("Con otra parte", await app.StoredAsync<string>(id, "name"));

        // Only the tab changes: the client's row stays as it is, and both show in one history.
        var row = await app.StoredAsync<string>(id, "xmin::text");
        ClientsApp.IdOf(await app.EditAsync(id, ("parts.form.kind", "antenna")));
        Assert.Equal("antenna 7.50 3", await PartAsync(id));
        Assert.Equal(row, await app.StoredAsync<string>(id, "xmin::text"));
        Assert.Equal("parts.part · kind router antenna", (await app.Admin.GetAsync($"/clients/{id}/history")).Texts("table.history tbody tr:not(.change)")[0]);
    }

    [Fact]
    [Trait("rule", "FORM-24")]
    public async Task Saving_without_a_change_says_so_and_a_change_of_the_tab_alone_is_one()
    {
        var id = await app.CreatedAsync(("Name", "Igual que antes"), ("parts.form.kind", "cable"), ("parts.form.amount", "7.5"));
        var audited = await app.AuditRowsAsync(id);

        Assert.Contains("No había nada que cambiar.", (await app.Admin.FollowAsync(await app.EditAsync(id))).Text, StringComparison.Ordinal);
        Assert.Equal((audited, "cable 7.50 1"), (await app.AuditRowsAsync(id), await PartAsync(id)));

        foreach (var change in new[] { ("parts.form.kind", "router"), ("Address", "Calle 1") })
            Assert.Contains("Guardamos los cambios.", (await app.Admin.FollowAsync(await app.EditAsync(id, change))).Text, StringComparison.Ordinal);
        Assert.Equal("router 7.50 2", await PartAsync(id));
    }

    [Fact]
    public async Task Problems_of_both_are_told_at_once_and_nothing_is_kept()
    {
        var name = ClientsApp.Unique("Mal");
        var page = await app.CreateAsync(("Name", name), ("Email", "no es"), ("parts.form.kind", "cable"), ("parts.form.amount", "<doce>"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(2, page.Texts(".error-summary li").Count);
        Assert.Contains("Importe: «<doce>» no es un importe.", page.Texts(".error-summary li"));
        Assert.Equal("#parts.form.amount", page.Document.QuerySelector(".error-summary li:last-child a")!.GetAttribute("href"));
        Assert.NotNull(page.Document.GetElementById("parts.form.amount"));
        Assert.Equal("Importe: «<doce>» no es un importe.", page.Texts(".part-problem").Single());
        Assert.Equal(("cable", "<doce>"), (Value(page, "parts.form.kind"), Value(page, "parts.form.amount")));
        Assert.True(page.Document.QuerySelector("[name=form-tab][value='']")!.HasAttribute("checked"));
        Assert.Equal((0L, 0L), (await ClientsAsync(name), await app.Database.ValueAsync<long>("select count(*) from parts.part where kind = '<doce>'")));

        // With the tab's problem alone the form comes back open on the tab.
        page = await app.Admin.SubmitAsync(page, "form.form", ("Email", ""));
        Assert.Single(page.Texts(".error-summary li"));
        Assert.True(page.Document.QuerySelector("[name=form-tab][value='parts.form']")!.HasAttribute("checked"));
        Assert.Equal(0, await ClientsAsync(name));

        ClientsApp.IdOf(await app.Admin.SubmitAsync(page, "form.form", ("parts.form.amount", "12")));
        Assert.Equal(1, await ClientsAsync(name));
    }

    [Fact]
    [Trait("rule", "FORM-25")]
    public async Task Refused_while_saving_nothing_of_either_is_kept()
    {
        var id = await app.CreatedAsync(("Name", "Antes"), ("parts.form.kind", "cable"));
        var late = await app.Admin.GetAsync($"/clients/{id}/edit");
        await app.EditAsync(id, ("parts.form.kind", "router"));

        var page = await app.Admin.SubmitAsync(late, "form.form", ("Name", "Después"), ("parts.form.kind", "antenna"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["Tipo: Alguien lo cambió mientras editabas."], page.Texts(".error-summary li"));
        Assert.Equal(("Antes", "router null 2"), (await app.StoredAsync<string>(id, "name"), await PartAsync(id)));
        Assert.Equal(3, await app.AuditRowsAsync(id));

        // The other way round: the client was overtaken, so the tab waits.
        late = await app.Admin.GetAsync($"/clients/{id}/edit");
        await app.EditAsync(id, ("Name", "Mientras"));
        page = await app.Admin.SubmitAsync(late, "form.form", ("Name", "Después"), ("parts.form.kind", "antenna"));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("antenna", Value(page, "parts.form.kind"));
        Assert.Equal("router null 2", await PartAsync(id));
        ClientsApp.IdOf(await app.Admin.SubmitAsync(page, "form.form"));
        Assert.Equal(("Después", "antenna null 3"), (await app.StoredAsync<string>(id, "name"), await PartAsync(id)));
    }

    [Fact]
    [Trait("rule", "FORM-25")]
    public async Task The_tab_is_saved_though_another_made_the_same_change_of_the_client_first()
    {
        var id = await app.CreatedAsync(("Name", "Igual"), ("parts.form.kind", "cable"));
        var late = await app.Admin.GetAsync($"/clients/{id}/edit");
        await app.EditAsync(id, ("Name", "Lo mismo"));

        ClientsApp.IdOf(await app.Admin.SubmitAsync(late, "form.form", ("Name", "Lo mismo"), ("parts.form.kind", "router")));

        Assert.Equal("router null 2", await PartAsync(id));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("save")]
    public async Task One_that_fails_keeps_nothing_and_says_which(string at)
    {
        var (name, id) = (ClientsApp.Unique("Falla"), await app.CreatedAsync(("Name", "Firme"), ("parts.form.kind", "cable")));
        await using (await app.FailingAsync(at))
        {
            foreach (var page in new[]
            {
                await app.CreateAsync(("Name", name), ("parts.form.kind", "router")), await app.EditAsync(id, ("Name", "Movida"), ("parts.form.kind", "router")),
            })
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
                Assert.Equal(["Partes: esta pestaña no respondió y no se guardó nada. Probá de nuevo."], page.Texts(".error-summary li"));
                Assert.Equal("router", Value(page, "parts.form.kind"));
            }
        }

        Assert.Equal(0, await ClientsAsync(name));
        Assert.Equal(("Firme", "cable null 1"), (await app.StoredAsync<string>(id, "name"), await PartAsync(id)));
    }

    [Theory]
    [InlineData("draw")]
    [InlineData("view")]
    public async Task One_that_is_not_drawn_is_not_touched_and_the_rest_is_saved(string at)
    {
        var id = await app.CreatedAsync(("Name", "Quieta"), ("parts.form.kind", "cable"));
        await using (await app.FailingAsync(at))
        {
            var form = await app.Admin.GetAsync($"/clients/{id}/edit");
            Assert.Equal("Esta pestaña no responde ahora. Podés guardar lo demás: sus datos quedan como están.", form.Texts("[id='tab-parts.form']").Single());
            ClientsApp.IdOf(await app.Admin.SubmitAsync(form, "form.form", ("Name", "Movida")));
        }

        Assert.Equal(("Movida", "cable null 1"), (await app.StoredAsync<string>(id, "name"), await PartAsync(id)));
    }

    [Fact]
    public async Task Without_its_permission_it_is_not_there_and_cannot_be_smuggled_in()
    {
        var id = await app.CreatedAsync(("Name", "Ajena a partes"), ("parts.form.kind", "cable"));
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.create", "clients.edit");

        var form = await clerk.GetAsync($"/clients/{id}/edit");
        Assert.Null(form.Document.QuerySelector(".form-tabs, [name=tab], [name^='parts.']"));
        ClientsApp.IdOf(await clerk.SubmitAsync(
            form, "form.form", ("Name", "Editada"), ("tab", "parts.form"), ("parts.form.kind", "robado"), ("parts.form.version", "1")));

        Assert.Equal(("Editada", "cable null 1"), (await app.StoredAsync<string>(id, "name"), await PartAsync(id)));
    }

    private static string? Value(Page page, string field) => page.Document.QuerySelector($"[name='{field}']")!.GetAttribute("value");

    private Task<string?> PartAsync(Guid id) => app.Database.ValueAsync<string>(
        "select concat_ws(' ', kind, coalesce(amount::text, 'null'), version) from parts.part where client_id = $1", id);

    private Task<long> ClientsAsync(string name) => app.Database.ValueAsync<long>("select count(*) from clients.client where name = $1", name);
}
