using System.Net;

namespace Wisp.Clients.Tests.People;

[Collection(PeopleTests.Name)]
[Trait("rule", "FORM-22")]
[Trait("rule", "FORM-23")]
public sealed class PeopleRaceTests(ClientsApp app)
{
    private static readonly int Rounds = Places.Deep ? 50 : 10;

    [Fact]
    public async Task The_second_save_is_refused_and_shows_what_the_other_stored()
    {
        var account = await Accounts.MakeAsync(app.Database, "clients.view");
        var id = await app.CreatedPersonAsync("sellers", ClientsApp.Unique("Original"));
        var mine = await app.Admin.GetAsync($"/clients/sellers/edit/{id}");
        var (theirs, wanted) = (ClientsApp.Unique("De la otra"), ClientsApp.Unique("El mío"));
        await app.EditPersonAsync("sellers", id, ("Input.Name", theirs), ("Input.OperatorId", $"{account.Id}"));

        var refused = await app.Admin.SubmitAsync(mine, "form.form", ("Input.Name", wanted));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal([theirs, account.Email], refused.Texts(".note-warn dd"));
        Assert.Equal(wanted, refused.Document.QuerySelector("[name='Input.Name']")!.GetAttribute("value"));
        Assert.Equal(theirs, await app.PersonAsync<string>("sellers", id, "name"));

        // Having seen it, one may insist.
        Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(refused, "form.form")).Status);
        Assert.Equal(wanted, await app.PersonAsync<string>("sellers", id, "name"));
        Assert.Null(await app.PersonAsync<Guid?>("sellers", id, "operator_id"));
    }

    [Fact]
    public async Task What_was_archived_meanwhile_is_not_archived_twice_nor_linked()
    {
        var account = await Accounts.MakeAsync(app.Database, "clients.view");
        var id = await app.CreatedPersonAsync("collectors", ClientsApp.Unique("Archivado"));
        var (edit, dialog) = (await app.Admin.GetAsync($"/clients/collectors/edit/{id}"), await app.Admin.GetAsync($"/clients/collectors/archive/{id}"));
        await app.EditPersonAsync("collectors", id, ("Input.Name", ClientsApp.Unique("Renombrado")));
        PeopleScreens.RefusedPerson(
            await app.Admin.SubmitAsync(dialog, "form.form"),
            "Otra persona lo cambió o lo archivó mientras lo tenías abierto. Volvé a abrirlo desde la lista y repetí el cambio.", HttpStatusCode.Conflict);
        await app.ArchivePersonAsync("collectors", id);

        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.SubmitAsync(dialog, "form.form")).Status);
        var refused = await app.Admin.SubmitAsync(edit, "form.form", ("Input.OperatorId", $"{account.Id}"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Archivado", refused.Texts(".note-warn dd")[^1]);
        Assert.Null(await app.PersonAsync<Guid?>("collectors", id, "operator_id"));
    }

    [Fact]
    public async Task Of_equal_names_or_operators_at_the_same_moment_one_is_made()
    {
        var form = await app.Admin.GetAsync("/clients/collectors/edit");
        for (var round = 0; round < Rounds; round++)
        {
            var name = ClientsApp.Unique("Gemela");
            var names = await Task.WhenAll(new[] { name, name.ToUpperInvariant(), name.Replace('e', 'é') }
                .Select(n => app.Admin.SubmitAsync(form, "form.form", ("Input.Name", n))));
            Assert.Single(names, a => a.Status == HttpStatusCode.Redirect);
            Assert.All(names.Where(a => a.Status != HttpStatusCode.Redirect), a => Assert.Contains("ya hay un recaudador activo", a.Text, StringComparison.Ordinal));

            var account = await Accounts.MakeAsync(app.Database, "clients.view");
            var links = await Task.WhenAll(Enumerable.Range(0, 3)
                .Select(i => app.Admin.SubmitAsync(form, "form.form", ("Input.Name", $"{name} {i}"), ("Input.OperatorId", $"{account.Id}"))));
            Assert.Single(links, a => a.Status == HttpStatusCode.Redirect);
            Assert.All(links.Where(a => a.Status != HttpStatusCode.Redirect), a => Assert.Contains("ya está vinculado con", a.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Two_archived_into_each_other_at_the_same_moment_leave_one_live_with_all_clients()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (one, two) = (await app.CreatedPersonAsync("collectors", ClientsApp.Unique("Cruce")), await app.CreatedPersonAsync("collectors", ClientsApp.Unique("Cruce")));
            var clients = new[] { await app.CreatedAsync(("Name", "Uno"), ("CollectorId", $"{one}")), await app.CreatedAsync(("Name", "Dos"), ("CollectorId", $"{two}")) };
            var dialogs = new[] { await app.Admin.GetAsync($"/clients/collectors/archive/{one}"), await app.Admin.GetAsync($"/clients/collectors/archive/{two}") };

            var answers = await Task.WhenAll(
                app.Admin.SubmitAsync(dialogs[0], "form.form", ("Input.Target", $"{two}")), app.Admin.SubmitAsync(dialogs[1], "form.form", ("Input.Target", $"{one}")));

            Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
            Assert.All(answers, a => Assert.True((int)a.Status < 500, a.Text));
            Assert.Equal(2, await app.Database.ValueAsync<long>(
                "select count(*) from clients.client c join clients.collector k on k.id = c.collector_id where c.id = any(array[$1, $2]::uuid[]) and not k.archived", clients[0], clients[1]));
        }
    }
}
