using System.Net;

namespace Wisp.Clients.Tests.Extending;

/// <summary>A name that stands on papers given out.</summary>
[Collection(ExtendingTests.Name)]
[Trait("rule", "REN-02")]
public sealed class RenamingTests(PartsApp app)
{
    [Fact]
    [Trait("rule", "REN-01")]
    public async Task A_new_name_wants_a_reason_which_stays_in_the_audits()
    {
        var id = await PrintedAsync("Nombre Impreso");

        var form = await app.Admin.GetAsync($"/clients/{id}/edit");
        Assert.Contains("El nombre ya figura en: remitos entregados.", form.Text, StringComparison.Ordinal);
        Assert.False(form.Document.QuerySelector("[name=Name]")!.HasAttribute("readonly"));
        Assert.Null((await app.Admin.GetAsync("/clients/new")).Document.QuerySelector("[name=RenameReason]"));

        var refused = await app.Admin.SubmitAsync(form, "form.form", ("Name", "Nombre Nuevo"), ("RenameReason", "  "));
        Assert.Equal("Escribí por qué cambia el nombre.", ClientsApp.Refused(refused, "RenameReason"));
        Assert.Equal("Puede tener hasta 1000 caracteres.", ClientsApp.Refused(await app.Admin.SubmitAsync(form, "form.form", ("Name", "Nombre Nuevo"), ("RenameReason", new string('x', 1001))), "RenameReason"));
        Assert.Equal("Nombre Impreso", await app.StoredAsync<string>(id, "name"));
        Assert.Equal(0, await ReasonsAsync(id));

        ClientsApp.IdOf(await app.Admin.SubmitAsync(refused, "form.form", ("RenameReason", "Se casó")));
        Assert.Equal("Nombre Nuevo", await app.StoredAsync<string>(id, "name"));
        var history = (await app.Admin.GetAsync($"/clients/{id}/history")).Texts("table.history tbody tr:not(.change)");
        Assert.Contains("Motivo del cambio de nombre Se casó", history);
        Assert.Contains("Nombre Nombre Impreso Nombre Nuevo", history);

        // Other fields want no reason, and one typed for nothing is not kept.
        ClientsApp.IdOf(await app.EditAsync(id, ("Details", "otra cosa"), ("RenameReason", "ninguno")));
        Assert.Equal(1, await ReasonsAsync(id));
    }

    [Fact]
    public async Task Without_the_permission_the_name_is_read_only_whatever_is_sent()
    {
        var id = await PrintedAsync("Nombre Fijo");
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.edit");

        var form = await clerk.GetAsync($"/clients/{id}/edit");
        foreach (var field in new[] { "Name", "FirstName", "SecondName", "FirstSurname", "SecondSurname" })
            Assert.True(form.Document.QuerySelector($"[name={field}]")!.HasAttribute("readonly"));
        Assert.Null(form.Document.QuerySelector("[name=RenameReason]"));
        Assert.Contains("Tu rol no permite cambiar el nombre.", form.Text, StringComparison.Ordinal);

        var refused = await clerk.SubmitAsync(form, "form.form", ("Name", "Robado"), ("RenameReason", "porque sí"));
        Assert.Equal("Tu rol no permite cambiar el nombre.", ClientsApp.Refused(refused, "Name"));
        ClientsApp.IdOf(await clerk.SubmitAsync(form, "form.form", ("Details", "otra cosa")));
        Assert.Equal(("Nombre Fijo", "otra cosa"), (await app.StoredAsync<string>(id, "name"), await app.StoredAsync<string>(id, "details")));
    }

    [Fact]
    [Trait("rule", "FORM-25")]
    public async Task Who_was_overtaken_by_a_rename_is_shown_it_and_loses_nothing()
    {
        var id = await PrintedAsync("Nombre Viejo");
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.edit");
        var form = await clerk.GetAsync($"/clients/{id}/edit");
        await app.EditAsync(id, ("Name", "Nombre Vigente"), ("RenameReason", "Se casó"));

        var shown = await clerk.SubmitAsync(form, "form.form", ("Details", "lo mío"));

        Assert.Equal(HttpStatusCode.Conflict, shown.Status);
        Assert.Equal("Nombre Vigente", shown.Document.QuerySelector("[name=Name]")!.GetAttribute("value"));
        ClientsApp.IdOf(await clerk.SubmitAsync(shown, "form.form"));
        Assert.Equal(("Nombre Vigente", "lo mío"), (await app.StoredAsync<string>(id, "name"), await app.StoredAsync<string>(id, "details")));
    }

    [Fact]
    public async Task The_parts_of_a_natural_persons_name_count_as_the_name()
    {
        var id = await app.CreatedAsync(
            ("KindPerson", "Natural"), ("FirstName", "Ana"), ("SecondName", "María"), ("FirstSurname", "Pérez"), ("SecondSurname", "Gil"));
        await app.Database.RunAsync("insert into parts.paper values ($1)", id);

        Assert.Equal("Escribí por qué cambia el nombre.", ClientsApp.Refused(await app.EditAsync(id, ("SecondSurname", "Gómez")), "RenameReason"));
        ClientsApp.IdOf(await app.EditAsync(id, ("SecondSurname", "Gómez"), ("RenameReason", "Error de tipeo")));
        Assert.Equal("Gómez", await app.StoredAsync<string>(id, "second_surname"));
    }

    [Fact]
    public async Task A_module_that_cannot_say_is_taken_to_have_printed_it()
    {
        var id = await app.StoreAsync("Por las dudas");
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.edit");
        await using (await app.FailingAsync("papers"))
        {
            var form = await clerk.GetAsync($"/clients/{id}/edit");
            Assert.True(form.Document.QuerySelector("[name=Name]")!.HasAttribute("readonly"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.SubmitAsync(form, "form.form", ("Name", "Otro"))).Status);
        }

        ClientsApp.IdOf(await clerk.SubmitAsync(await clerk.GetAsync($"/clients/{id}/edit"), "form.form", ("Name", "Libre")));
        Assert.Equal("Libre", await app.StoredAsync<string>(id, "name"));
    }

    private async Task<Guid> PrintedAsync(string name)
    {
        var id = await app.StoreAsync(name);
        await app.Database.RunAsync("insert into parts.paper values ($1)", id);
        return id;
    }

    private Task<long> ReasonsAsync(Guid id) => app.Database.ValueAsync<long>("select count(*) from clients.renaming where client_id = $1", id);
}
