using System.Net;

namespace Wisp.Clients.Tests.Screens;

public sealed class DeactivationTests(ClientsSite site) : IClassFixture<ClientsSite>
{
    [Fact]
    [Trait("rule", "DEACT-01")]
    [Trait("rule", "DEACT-03")]
    public async Task Deactivating_keeps_the_client_asks_for_a_reason_and_tells_who_cares()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Se Muda"));
        var page = await site.Admin.GetAsync($"{url}/deactivate");
        Assert.Contains("quedan guardados", page.Text, StringComparison.Ordinal);

        var refused = await site.Admin.SubmitAsync(page, "main form", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Problem("reason"));

        Assert.Equal(url, (await site.Admin.SubmitAsync(page, "main form", ("reason", "Se fue a Salta"))).Location);
        var shown = await site.Admin.GetAsync(url);
        Assert.Contains("Se fue a Salta", shown.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await site.App.Database.ValueAsync<long>(
            "select count(*) from host.event where name = 'clients.deactivated' and payload ->> 'clientId' = $1", url[^36..]));

        // Neither the form nor a second deactivation touches it now.
        Assert.Equal(url, (await site.Admin.GetAsync($"{url}/edit")).Location);
        Assert.Equal(url, (await site.Admin.SubmitAsync(page, "main form", ("reason", "otra vez"))).Location);
        Assert.DoesNotContain("otra vez", (await site.Admin.GetAsync(url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "DEACT-06")]
    public async Task Its_mail_and_document_are_free_until_it_comes_back()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Ana Vieja"), ("Email", "vieja@x.example"), ("Document", "22.222.333"));
        await site.Admin.SubmitAsync(await site.Admin.GetAsync($"{url}/deactivate"), "main form", ("reason", "baja"));
        var heir = await site.Admin.CreatedAsync(("Name", "Ana Nueva"), ("Email", "vieja@x.example"), ("Document", "22.222.333"));

        var refused = await site.Admin.SubmitAsync(await site.Admin.GetAsync($"{url}/reactivate"), "main form");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(heir, refused.Link(".error-summary a"));

        await site.Admin.EditAsync(heir, ("Email", ""), ("Document", ""));
        Assert.Equal(url, (await site.Admin.SubmitAsync(await site.Admin.GetAsync($"{url}/reactivate"), "main form")).Location);
        Assert.Contains("Activo", (await site.Admin.GetAsync(url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "DEACT-02")]
    public async Task The_modules_role_cannot_delete_a_client() =>
        Assert.False(await site.App.Database.ValueAsync<bool>("select has_table_privilege('wisp_clients', 'clients.client', 'delete')"));
}
