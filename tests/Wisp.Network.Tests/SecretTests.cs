using System.Net;

namespace Wisp.Network.Tests;

/// <summary>Passwords and secrets are shown to who may, when asked, and it is written down.</summary>
[Collection(ScreenTests.Name)]
public sealed class SecretTests(NetworkApp app)
{
    [Fact]
    public async Task A_contracts_password_is_shown_when_asked_for_and_that_stands_in_the_clients_audits()
    {
        var client = await app.ClientAsync("Olvidadiza");
        var id = await app.CreatedAsync(client, ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", "olvidadiza"), ("Input.PppoePassword", "mi perro Tom"));
        var page = await app.Admin.GetAsync($"/contracts/{id}");
        Assert.DoesNotContain("mi perro Tom", page.Body, StringComparison.Ordinal);
        Assert.Equal(0, await ShownAsync(id));

        var shown = await app.Admin.SubmitAsync(page, "#secret form");

        Assert.Equal(["mi perro Tom"], shown.Texts("#secret code"));
        Assert.Equal(1, await ShownAsync(id));
        Assert.DoesNotContain("mi perro Tom", (await app.Admin.GetAsync($"/contracts/{id}")).Body, StringComparison.Ordinal);
        var history = await app.Admin.GetAsync($"/clients/{client}/history");
        var number = await app.StoredAsync<long>(id, "public_id");
        Assert.Contains(
            $"Contraseña PPPoE mostrada |  | Contrato {number}",
            history.Document.QuerySelectorAll("tbody tr:not(.change)").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.DoesNotContain("mi perro Tom", history.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_servers_secret_is_shown_when_asked_for_and_audited()
    {
        var name = NetworkApp.Unique("Con secreto");
        await app.Admin.SubmitAsync(
            await app.Admin.GetAsync("/network/servers/edit"), "form.form", ("Input.Name", name), ("Input.Address", "10.1.1.1"), ("Input.Secret", "compartido-77"));
        var id = await app.Database.ValueAsync<Guid>("select id from network.server where name = $1", name);

        var shown = await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/network/servers/edit/{id}"), "#secret form");

        Assert.Equal(["compartido-77"], shown.Texts("#secret code"));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.audit where table_name = 'secret_view' and new ->> 'server_id' = $1", id.ToString()));
    }

    [Fact]
    public async Task Without_the_permission_there_is_no_button_and_asking_all_the_same_is_refused()
    {
        var id = await app.CreatedAsync(await app.ClientAsync("Cuidada"), ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", "cuidada"), ("Input.PppoePassword", "no la digas"));
        using var clerk = await app.Wisp.SignInAsync("clients.view", "contracts.view", "contracts.edit", "contracts.change_state");
        var page = await clerk.GetAsync($"/contracts/{id}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("#secret"));

        var form = await clerk.GetAsync($"/contracts/{id}/state");
        form.Document.QuerySelector("form.form")!.SetAttribute("action", $"/contracts/{id}?handler=Secret");
        var refused = await clerk.SubmitAsync(form, "form.form");

        Assert.NotEqual(HttpStatusCode.OK, refused.Status);
        Assert.DoesNotContain("no la digas", refused.Body, StringComparison.Ordinal);
        Assert.Equal(0, await ShownAsync(id));
    }

    private Task<long> ShownAsync(Guid contract) => app.Database.ValueAsync<long>(
        "select count(*) from host.audit where table_name = 'secret_view' and new ->> 'contract_id' = $1 and actor <> ''", contract.ToString());
}
