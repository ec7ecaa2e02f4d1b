using System.Net;
using Npgsql;

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
    [Trait("rule", "INV-C3")]
    public async Task Borrar_leaves_the_client_whole_and_nothing_that_Wisp_runs_can_remove_it()
    {
        var name = ClientsApp.Unique("Eterna");
        var id = await app.CreatedAsync(("Name", name), ("Email", $"{name}@x.example"), ("Document", "8.765.123"), ("Address", "Calle 1"));
        const string Row = "(to_jsonb(client) - '{status,deactivated_at,deactivated_by,deactivation_reason,updated_at}'::text[])::text";
        var before = await app.StoredAsync<string>(id, Row);

        var delete = (await app.Admin.GetAsync($"/clients?q={name}")).Document.QuerySelector("tbody .row-actions a[title=Borrar]")!;
        ClientsApp.IdOf(await app.Admin.SubmitAsync(await app.Admin.GetAsync(delete.GetAttribute("href")!), "form.form", ("reason", "x")));
        Assert.Equal("deactivated", await app.StoredAsync<string>(id, "status"));
        Assert.Equal(before, await app.StoredAsync<string>(id, Row));

        // Whatever a screen or a route would try: of all roles that the application can take, none may remove a client.
        Assert.Equal(0, await app.Database.ValueAsync<long>(
            """
            select count(*) from pg_roles r
            where pg_has_role($1, r.oid, 'member')
              and (has_table_privilege(r.oid, 'clients.client', 'delete') or has_table_privilege(r.oid, 'clients.client', 'truncate'))
            """, Places.RolePrefix + "_app"));
        await using var connection = new NpgsqlConnection(app.Database.App + $";Options=-c role={Places.RolePrefix}_clients");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"delete from clients.client where id = '{id}'", connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    private Task<long> EventsAsync(string name, Guid id) =>
        app.Database.ValueAsync<long>("select count(*) from host.event where name = $1 and payload::text like '%' || $2 || '%'", name, $"{id}");
}
