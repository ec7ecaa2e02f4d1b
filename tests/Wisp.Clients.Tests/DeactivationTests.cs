using System.Net;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.Clients.Tests;

[Collection(FormTests.Name)]
public sealed class DeactivationTests(ClientsApp app)
{
    [Fact]
    [Trait("rule", "DEACT-01")]
    [Trait("rule", "DEACT-03")]
    [Trait("rule", "GRID-08")]
    public async Task Deactivating_keeps_the_client_with_its_reason_and_tells_once()
    {
        var name = ClientsApp.Unique("Baja");
        var id = await app.CreatedAsync(("Name", name));
        var dialog = await app.Admin.GetAsync($"/clients/{id}/deactivate");
        Assert.Contains("el cliente y toda su historia quedan guardados", dialog.Text, StringComparison.Ordinal);

        var done = await app.Admin.FollowAsync(await app.Admin.SubmitAsync(dialog, "form.form", ("reason", " Se mudó\r\na Salta ")));

        Assert.Contains("Desactivamos al cliente. Sus datos siguen guardados.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Se mudó a Salta", done.Text, StringComparison.Ordinal);
        Assert.Equal("deactivated", await app.StoredAsync<string>(id, "status"));
        Assert.Equal("Se mudó\na Salta", await app.StoredAsync<string>(id, "deactivation_reason"));
        Assert.Equal(1, await EventsAsync("clients.deactivated", id));
        Assert.Empty((await app.Admin.GetAsync("/clients?q=" + name)).Texts("tbody .col-name"));
        Assert.Equal([name], (await app.Admin.GetAsync("/clients?status=deactivated&q=" + name)).Texts("tbody .col-name a"));

        // A second press, by the old dialog too, does nothing and says so.
        foreach (var press in new[] { () => app.Admin.GetAsync($"/clients/{id}/deactivate"), () => app.Admin.SubmitAsync(dialog, "form.form", ("reason", "otra")) })
            Assert.Contains("Este cliente ya estaba desactivado.", (await app.Admin.FollowAsync(await press())).Text, StringComparison.Ordinal);
        Assert.Equal(1, await EventsAsync("clients.deactivated", id));
        Assert.Equal(2, await app.AuditRowsAsync(id));
    }

    [Theory]
    [Trait("rule", "DEACT-03")]
    [InlineData("", "Escribí por qué se desactiva.")]
    [InlineData(" \n ", "Escribí por qué se desactiva.")]
    [InlineData(null, "Escribí por qué se desactiva.")]
    [InlineData("largo", "Puede tener hasta 1000 caracteres.")]
    public async Task A_reason_is_asked_for(string? reason, string said)
    {
        var id = await app.CreatedAsync(("Name", "Sin motivo"));

        var page = await Deactivation.DeactivateAsync(app, id, reason == "largo" ? new string('x', 1001) : reason);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(said, page.Texts("#reason-error").Single());
        Assert.Equal("active", await app.StoredAsync<string>(id, "status"));
        Assert.Equal(0, await EventsAsync("clients.deactivated", id));
    }

    [Fact]
    [Trait("rule", "DEACT-06")]
    public async Task Reactivation_gives_it_back_and_tells_once()
    {
        var id = await app.CreatedAsync(("Name", "Vuelve"), ("Email", "vuelve@x.example"));
        await Deactivation.DeactivateAsync(app, id);
        Assert.Contains("Sus contratos siguen deshabilitados", (await app.Admin.GetAsync($"/clients/{id}/reactivate")).Text, StringComparison.Ordinal);

        ClientsApp.IdOf(await Deactivation.ReactivateAsync(app, id));

        Assert.Equal("active", await app.StoredAsync<string>(id, "status"));
        Assert.Equal(0, await app.StoredAsync<int>(id, "num_nonnulls(deactivated_at, deactivated_by, deactivation_reason)"));
        Assert.Equal(1, await EventsAsync("clients.reactivated", id));
        Assert.Equal($"/clients/{id}", (await app.Admin.GetAsync($"/clients/{id}/reactivate")).Location);
    }

    [Fact]
    [Trait("rule", "DEACT-06")]
    public async Task It_is_refused_while_another_has_the_e_mail_or_document()
    {
        var id = await app.CreatedAsync(("Name", "Se fue"), ("Email", "pasa@x.example"), ("Document", "8.222.333"));
        await Deactivation.DeactivateAsync(app, id);
        var heir = await app.CreatedAsync(("Name", "Heredera"), ("Email", "PASA@x.example"), ("Document", "8222333"));

        var page = await Deactivation.ReactivateAsync(app, id);

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal(["Documento", "E-mail"], page.Texts(".error-summary li").Select(t => t.Split(':')[0]).Order());
        Assert.All(page.Document.QuerySelectorAll(".error-summary li a"), a => Assert.Equal($"/clients/{heir}", a.GetAttribute("href")));
        Assert.Equal("deactivated", await app.StoredAsync<string>(id, "status"));
        Assert.Equal(0, await EventsAsync("clients.reactivated", id));
    }

    [Fact]
    public async Task Edits_of_the_deactivated_are_refused()
    {
        var id = await app.CreatedAsync(("Name", "Quieta"));
        var form = await app.Admin.GetAsync($"/clients/{id}/edit");
        await Deactivation.DeactivateAsync(app, id);

        foreach (var press in new[] { () => app.Admin.GetAsync($"/clients/{id}/edit"), () => app.Admin.SubmitAsync(form, "form.form", ("Name", "Movida")) })
            Assert.Contains("Este cliente está desactivado", (await app.Admin.FollowAsync(await press())).Text, StringComparison.Ordinal);
        Assert.Equal("Quieta", await app.StoredAsync<string>(id, "name"));
        Assert.DoesNotContain("Editar", (await app.Admin.GetAsync($"/clients/{id}")).Texts(".page-head a"));
    }

    [Fact]
    [Trait("rule", "DEACT-06")]
    public async Task Presses_at_the_same_moment_count_once()
    {
        for (var round = 0; round < (Places.Deep ? 40 : 6); round++)
        {
            var id = await app.CreatedAsync(("Name", "Doble"), ("Email", ClientsApp.Unique("doble") + "@x.example"));
            var dialog = await app.Admin.GetAsync($"/clients/{id}/deactivate");
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Admin.SubmitAsync(dialog, "form.form", ("reason", "x"))));
            Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.Status));
            Assert.Equal(1, await EventsAsync("clients.deactivated", id));

            // Two want the same e-mail back: one gets it.
            var heir = await app.CreatedAsync(("Name", "Heredera"), ("Email", await app.StoredAsync<string>(id, "email")));
            await Deactivation.DeactivateAsync(app, heir);
            var forms = new[] { await app.Admin.GetAsync($"/clients/{id}/reactivate"), await app.Admin.GetAsync($"/clients/{heir}/reactivate") };
            var back = await Task.WhenAll(forms.Select(f => app.Admin.SubmitAsync(f, "form.form")));
            Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], back.Select(a => a.Status).Order());
            Assert.Equal(1, await EventsAsync("clients.reactivated", id) + await EventsAsync("clients.reactivated", heir));
        }
    }

    [Fact]
    [Trait("rule", "DEACT-02")]
    public async Task No_route_removes_a_client()
    {
        var id = await app.CreatedAsync(("Name", "Eterna"));
        var routes = app.Wisp.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("clients", StringComparison.Ordinal) == true).ToList();

        Assert.True(routes.Count > 8);
        Assert.All(routes, r => Assert.DoesNotContain("DELETE", r.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []));
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/clients/{id}");
        using var answer = await app.Admin.Client.SendAsync(request);
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal("active", await app.StoredAsync<string>(id, "status"));
    }

    private Task<long> EventsAsync(string name, Guid id) =>
        app.Database.ValueAsync<long>("select count(*) from host.event where name = $1 and payload::text like '%' || $2 || '%'", name, $"{id}");
}
