using System.Net;

namespace Wisp.Clients.Tests.Extending;

/// <summary>What a module does when a client is deactivated or comes back.</summary>
[Collection(ExtendingTests.Name)]
public sealed class LifecycleTests(PartsApp app)
{
    [Fact]
    [Trait("rule", "DEACT-03")]
    [Trait("rule", "DEACT-04")]
    [Trait("rule", "DEACT-05")]
    public async Task The_dialog_says_what_ends_and_the_step_runs_with_the_client()
    {
        var (with, without) = (await app.StoreAsync("Con deuda"), await app.StoreAsync("Sin nada"));
        await app.PartAsync(with, "cable");

        var dialog = await app.Admin.GetAsync($"/clients/{with}/deactivate");
        Assert.Equal(["Devolución de partes"], dialog.Texts("form.form h2"));
        Assert.Equal(["Tiene una parte: cable.", "Debe 3 <facturas>."], dialog.Texts("form.form section p"));
        Assert.Equal("Anular también la parte", dialog.Texts("form.form .choice").Single());
        Assert.False(dialog.Document.QuerySelector("[name=options]")!.HasAttribute("checked"));
        ClientsApp.IdOf(await app.Admin.SubmitAsync(dialog, "form.form", ("reason", "Se mudó"), ("options", "parts.end")));
        Assert.Equal(["end Se mudó true"], await StepsAsync(with));

        // Nothing to say of a client is nothing in the dialog; the option stays off unless it is ticked.
        dialog = await app.Admin.GetAsync($"/clients/{without}/deactivate");
        Assert.Empty(dialog.Texts("form.form h2"));
        ClientsApp.IdOf(await app.Admin.SubmitAsync(dialog, "form.form", ("reason", "x")));
        Assert.Equal(["end x false"], await StepsAsync(without));
    }

    [Fact]
    [Trait("rule", "DEACT-05")]
    public async Task Without_its_permission_the_step_runs_but_its_option_cannot_be_taken()
    {
        var id = await app.StoreAsync("De otro rol");
        await app.PartAsync(id, "cable");
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.deactivate");

        var dialog = await clerk.GetAsync($"/clients/{id}/deactivate");
        Assert.Contains("Tiene una parte: cable.", dialog.Text, StringComparison.Ordinal);
        Assert.Null(dialog.Document.QuerySelector("[name=options]"));
        ClientsApp.IdOf(await clerk.SubmitAsync(dialog, "form.form", ("reason", "x"), ("options", "parts.end")));

        Assert.Equal(["end x false"], await StepsAsync(id));
    }

    [Fact]
    [Trait("rule", "DEACT-04")]
    public async Task A_step_that_fails_keeps_the_client_active_and_undoes_the_others()
    {
        var id = await app.StoreAsync("No se va");
        await app.PartAsync(id, "cable");
        Page page;
        await using (await app.FailingAsync("deactivate"))
            page = await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/clients/{id}/deactivate"), "form.form", ("reason", "Se muda"), ("options", "parts.end"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("No se pudo completar «Cierre del estante» y el cliente sigue activo. Probá de nuevo.", page.Texts(".error-summary").Single());
        Assert.Null(page.Document.QuerySelector("#reason-error"));
        Assert.Equal("active", await app.StoredAsync<string>(id, "status"));
        Assert.Empty(await StepsAsync(id));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.event where payload::text like '%' || $1 || '%'", $"{id}"));
        Assert.Equal(1, await app.AuditRowsAsync(id) - await app.Database.ValueAsync<long>("select count(*) from host.audit where subject_id = $1 and schema_name = 'parts'", id));

        // What was typed and ticked is still there, and the next press does it.
        Assert.True(page.Document.QuerySelector("[name=options]")!.HasAttribute("checked"));
        ClientsApp.IdOf(await app.Admin.SubmitAsync(page, "form.form"));
        Assert.Equal(["end Se muda true"], await StepsAsync(id));
    }

    [Fact]
    [Trait("rule", "DEACT-03")]
    public async Task A_step_that_cannot_say_what_it_will_do_says_so_and_hides_nothing_else()
    {
        var id = await app.StoreAsync("Callada");
        await using var fault = await app.FailingAsync("plan");

        var dialog = await app.Admin.GetAsync($"/clients/{id}/deactivate");

        Assert.Equal(HttpStatusCode.OK, dialog.Status);
        Assert.Equal("Devolución de partes Este módulo no dice ahora qué hará.", dialog.Texts("form.form section").Single());
        Assert.NotNull(dialog.Document.QuerySelector("#reason"));
    }

    [Fact]
    [Trait("rule", "DEACT-06")]
    public async Task Reactivation_has_its_steps_too()
    {
        var id = await app.StoreAsync("Vuelve");
        await Deactivation.DeactivateAsync(app, id);

        var dialog = await app.Admin.GetAsync($"/clients/{id}/reactivate");
        Assert.Equal("Entrega de partes Las partes siguen en el depósito.", dialog.Texts("form.form section").Single());
        Page failed;
        await using (await app.FailingAsync("reactivate")) failed = await app.Admin.SubmitAsync(dialog, "form.form");
        Assert.Equal(HttpStatusCode.Conflict, failed.Status);
        Assert.Equal("No se pudo completar «Entrega de partes» y el cliente sigue desactivado. Probá de nuevo.", failed.Texts(".error-summary").Single());
        Assert.Equal("deactivated", await app.StoredAsync<string>(id, "status"));
        Assert.Equal(["end Se mudó false"], await StepsAsync(id));

        // The step runs whoever presses the button.
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.deactivate");
        ClientsApp.IdOf(await clerk.SubmitAsync(await clerk.GetAsync($"/clients/{id}/reactivate"), "form.form"));
        Assert.Equal("active", await app.StoredAsync<string>(id, "status"));
        Assert.Equal(["end Se mudó false", "begin"], await StepsAsync(id));
    }

    private async Task<IReadOnlyList<string>> StepsAsync(Guid id) => (await app.Database.ValueAsync<string[]>(
        "select coalesce(array_agg(concat_ws(' ', what, reason, option_taken::text) order by id), '{}') from parts.step where client_id = $1", id))!;
}
