namespace Wisp.Clients.Tests.Screens;

[Trait("rule", "PANEL-08")]
public sealed class HistoryTests(ClientsSite site) : IClassFixture<ClientsSite>
{
    [Fact]
    [Trait("rule", "PANEL-09")]
    public async Task Each_change_shows_who_which_field_and_from_what_to_what()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Ana"), ("Address", "Rivera 1"));
        await site.Admin.EditAsync(url, ("Address", "Rivera 2"), ("Email", "ana@x.example"));
        await site.Admin.SubmitAsync(await site.Admin.GetAsync($"{url}/deactivate"), "main form", ("reason", "baja"));

        var lines = (await site.Admin.GetAsync($"{url}/panel?tab=history")).Texts("tbody tr");
        Assert.Contains(lines, l => l.Contains("Dirección Rivera 1 Rivera 2", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("Estado Activo Desactivado", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("formulario", StringComparison.Ordinal));
        Assert.True(Index(lines, "Desactivado") < Index(lines, "Rivera 2"));
    }

    [Fact]
    public async Task A_long_history_has_pages()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Muy Cambiada"));
        for (var i = 1; i <= 25; i++)
            await site.App.Database.RunAsync("update clients.client set details = $2 where id = $1", Guid.Parse(url[^36..]), $"nota {i}");
        var first = await site.Admin.GetAsync($"{url}/history");
        Assert.Equal(20, first.Texts("tbody tr").Count);
        var second = await site.Admin.GetAsync(first.Link("main p.actions a")!);
        Assert.Contains(second.Texts("tbody tr"), l => l.Contains("nota 4 nota 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_takes_the_permission_to_see_audits()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Reservada"));
        using var sales = await site.App.SignInAsync("clients.view");
        Assert.Empty((await sales.GetAsync(url)).Texts("#card-history"));
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await sales.GetAsync($"{url}/panel?tab=history")).Status);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await sales.GetAsync($"{url}/history")).Status);
    }

    private static int Index(IReadOnlyList<string> lines, string part) =>
        lines.ToList().FindIndex(l => l.Contains(part, StringComparison.Ordinal));
}
