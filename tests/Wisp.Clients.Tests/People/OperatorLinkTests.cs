using System.Net;
using static Wisp.Clients.Tests.People.PeopleScreens;

namespace Wisp.Clients.Tests.People;

/// <summary>A seller or collector may be one of those who sign in.</summary>
[Collection(PeopleTests.Name)]
[Trait("rule", "FORM-23")]
public sealed class OperatorLinkTests(ClientsApp app)
{
    [Fact]
    public async Task A_collector_who_signs_in_with_scope_own_sees_what_he_collects_while_he_is_linked()
    {
        var account = await Accounts.MakeAsync(app.Database, "clients.view:own");
        var name = ClientsApp.Unique("Cobrador");
        var collector = await app.CreatedPersonAsync("collectors", name);
        var client = ClientsApp.Unique("Cobrada");
        await app.CreatedAsync(("Name", client), ("CollectorId", $"{collector}"));
        using var own = await app.Wisp.SignInAsync(account);
        Assert.Empty((await own.GetAsync("/clients")).Texts("tbody .col-name"));

        await app.EditPersonAsync("collectors", collector, ("Input.OperatorId", $"{account.Id}"));
        Assert.Equal([client], (await own.GetAsync("/clients")).Texts("tbody .col-name"));
        Assert.Contains($"{name} | {account.Email} | 1", await app.PeopleAsync("collectors"));

        // Archived, he collects no more, though the clients stay with him.
        var dialog = await app.Admin.GetAsync($"/clients/collectors/archive/{collector}");
        Assert.Contains("Se desvincula de su operador", dialog.Text, StringComparison.Ordinal);
        await app.ArchivePersonAsync("collectors", collector, "keep");
        Assert.Empty((await own.GetAsync("/clients")).Texts("tbody .col-name"));
        var next = await app.CreatedPersonAsync("collectors", ClientsApp.Unique("Siguiente"), account.Id);
        Assert.Equal(account.Id, await app.PersonAsync<Guid>("collectors", next, "operator_id"));
    }

    [Fact]
    public async Task An_operator_goes_with_one_collector_and_one_seller()
    {
        var account = await Accounts.MakeAsync(app.Database, "clients.view");
        var (first, second) = (ClientsApp.Unique("Primero"), ClientsApp.Unique("Segundo"));
        var form = await app.Admin.GetAsync("/clients/collectors/edit");
        Assert.Contains($"{account.Email} ({account.Email})", form.Texts("[name='Input.OperatorId'] option"));
        await app.CreatedPersonAsync("collectors", first, account.Id);

        Assert.DoesNotContain(account.Email, (await app.Admin.GetAsync("/clients/collectors/edit")).Body, StringComparison.Ordinal);
        RefusedPerson(
            await app.Admin.SubmitAsync(form, "form.form", ("Input.Name", second), ("Input.OperatorId", $"{account.Id}")),
            $"Operador: ya está vinculado con «{first}». Un operador va con uno solo.");
        await app.CreatedPersonAsync("sellers", second, account.Id);
    }

    [Fact]
    public async Task A_disabled_operator_is_not_offered_and_stays_where_he_is()
    {
        var account = await Accounts.MakeAsync(app.Database, "clients.view");
        var name = ClientsApp.Unique("Vinculado");
        var id = await app.CreatedPersonAsync("sellers", name, account.Id);
        await app.Database.RunAsync("update host.operator set disabled = true where id = $1", account.Id);

        Assert.Contains($"{name} | {account.Email} Deshabilitado | 0", await app.PeopleAsync("sellers"));
        Assert.Equal(HttpStatusCode.Redirect, (await app.EditPersonAsync("sellers", id, ("Input.Name", name + " bis"))).Status);
        Assert.Equal(account.Id, await app.PersonAsync<Guid>("sellers", id, "operator_id"));
        RefusedPerson(await app.CreatePersonAsync("collectors", "Otra", account.Id), "Operador: ese operador no existe o está deshabilitado. Elegí otro.");

        await app.EditPersonAsync("sellers", id, ("Input.OperatorId", ""));
        Assert.Null(await app.PersonAsync<Guid?>("sellers", id, "operator_id"));
        Assert.DoesNotContain(account.Email, (await app.Admin.GetAsync($"/clients/sellers/edit/{id}")).Body, StringComparison.Ordinal);
    }
}
