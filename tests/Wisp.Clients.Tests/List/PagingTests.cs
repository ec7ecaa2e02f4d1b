using System.Net;

namespace Wisp.Clients.Tests.List;

/// <summary>Fifty clients of one name, then ten thousand more.</summary>
[Trait("rule", "GRID-07")]
public sealed class PagingTests(ClientsApp app) : IClassFixture<ClientsApp>
{
    [Fact]
    [Trait("rule", "GRID-02")]
    [Trait("rule", "GRID-05")]
    [Trait("rule", "GRID-06")]
    [Trait("rule", "PANEL-01")]
    [Trait("rule", "PWD-01")]
    public async Task L01_pages_neither_repeat_nor_skip_nor_lose_their_place()
    {
        var empty = await app.Admin.GetAsync("/clients");
        Assert.Contains("Todavía no hay clientes", empty.Text, StringComparison.Ordinal);
        Assert.NotEmpty(empty.Document.QuerySelectorAll("nav a[href='/clients']"));
        await MakeAsync("Ana Pérez", 50);

        var first = await app.Admin.GetAsync("/clients");
        var second = await app.Admin.GetAsync(Link(first, "next")!);
        var third = await app.Admin.GetAsync(Link(second, "next")!);

        Assert.Equal([20, 20, 10], new[] { first, second, third }.Select(p => Ids(p).Count));
        Assert.Equal(50, Ids(first).Concat(Ids(second)).Concat(Ids(third)).Distinct().Count());
        Assert.Equal(["50 clientes", "50 clientes", "50 clientes"], new[] { first, second, third }.Select(p => p.Texts(".list-head [role=status]").Single()));
        Assert.Null(Link(first, "prev"));
        Assert.Null(Link(third, "next"));
        var back = await app.Admin.GetAsync(Link(third, "prev")!);
        Assert.Equal(Ids(second), Ids(back));
        Assert.Equal(Ids(first), Ids(await app.Admin.GetAsync(Link(back, "prev")!)));
        Assert.Equal(Ids(second), Ids(await app.Admin.GetAsync(Link(first, "next")!)));

        // New ones before and after the page do not move it.
        await MakeAsync("Aa Primera", 3);
        await MakeAsync("Zz Última", 3);
        Assert.Equal(Ids(second), Ids(await app.Admin.GetAsync(Link(first, "next")!)));
        Assert.Equal(Ids(second), Ids(await app.Admin.GetAsync(Link(third, "prev")!)));

        // The key is looked up, so a client that was renamed or deactivated still says where the page begins.
        await app.Database.RunAsync("update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where id = $1", Ids(first)[^1]);
        Assert.Equal(Ids(second), Ids(await app.Admin.GetAsync(Link(first, "next")!)));

        // What a row shows, and what one can do with it.
        Assert.Equal(["Ver", "Editar", "Borrar"], first.Document.QuerySelector("tbody tr")!.QuerySelectorAll(".row-actions a").Select(a => a.GetAttribute("title")));
        Assert.Equal(["Ver a Ana Pérez", "Editar a Ana Pérez", "Borrar a Ana Pérez"], first.Document.QuerySelector("tbody tr")!.QuerySelectorAll(".row-actions a .visually-hidden").Select(a => a.TextContent));
        // What cannot be done yet says why (PWD-01).
        Assert.Equal(
            ["Regenerar contraseña: Ana Pérez. Primero configurá el portal en Configuración → Portal de clientes."],
            first.Document.QuerySelector("tbody tr")!.QuerySelectorAll(".row-actions button[aria-disabled=true] .visually-hidden").Select(a => a.TextContent));

        // The head of the page: to its right what one can do, below it the search.
        Assert.Equal(["Búsquedas guardadas", "Exportar"], first.Texts(".page-head .actions > .menu > summary"));
        Assert.Contains("Crear nuevo cliente", first.Texts(".page-head .actions > a"));
        var search = first.Document.QuerySelector("details.advanced > summary")!;
        Assert.Equal("Búsqueda avanzada", search.TextContent.Trim());
        Assert.True(search.CompareDocumentPosition(first.Document.QuerySelector("#list")!).HasFlag(AngleSharp.Dom.DocumentPositions.Following));

        await PanelAsync(first);
        await SizesAsync();
        await NonsenseAsync();
        await AlphabetAsync();
        await ManyAsync();
    }

    // A row opens the panel, also by its URL alone.
    private async Task PanelAsync(Page list)
    {
        var row = list.Document.QuerySelector("[data-rows] tr")!;
        Assert.True(list.Document.QuerySelector("#panel")!.HasAttribute("hidden"));
        var panel = (await app.Admin.GetAsync(row.GetAttribute("data-url")!)).Document.QuerySelector("#panel")!;
        Assert.False(panel.HasAttribute("hidden"));
        Assert.Contains("Ana Pérez", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ana Pérez", (await app.Admin.GetAsync(row.GetAttribute("data-panel")!)).Text, StringComparison.Ordinal);
    }

    private async Task SizesAsync()
    {
        Assert.Equal(50, Ids(await app.Admin.GetAsync("/clients?size=50")).Count);
        Assert.Equal(55, Ids(await app.Admin.GetAsync("/clients?size=100")).Count);
        foreach (var odd in new[] { "0", "-1", "21", "1000000", "abc", "" }) Assert.Equal(20, Ids(await app.Admin.GetAsync("/clients?size=" + odd)).Count);

        // Filter, size and page are in the URL.
        var next = Link(await app.Admin.GetAsync("/clients?size=50&status=all"), "next")!;
        Assert.Contains("size=50", next, StringComparison.Ordinal);
        Assert.Contains("status=all", next, StringComparison.Ordinal);
        Assert.Contains("after=", next, StringComparison.Ordinal);
        Assert.DoesNotContain("P%C3%A9rez", next, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Ids(await app.Admin.GetAsync("/clients?status=deactivated")));
        Assert.Equal(20, Ids(await app.Admin.GetAsync("/clients?status=borrados")).Count);
    }

    private async Task NonsenseAsync()
    {
        foreach (var query in new[]
        {
            "after=abc", "after=99999999999999999999", "after=-5", "after=999999", "before=999999", "before=0", "after=1&before=1", "count=-1", "count=99999999", "count=x",
            "sel=1", $"sel={Guid.CreateVersion7()}", "sort=name;drop table", "dir=desc)--", "sort=name&dir=asc", "q=a&q=b", "jump=maybe", "status=", "%5B%5D=1",
        })
        {
            var page = await app.Admin.GetAsync("/clients?" + query);
            Assert.True(page.Status == HttpStatusCode.OK, $"{query}: {page.Status}");
            Assert.NotEmpty(Ids(page));
        }
    }

    // Spanish order: ñ after n, accents and case do not matter, numbers first.
    private async Task AlphabetAsync()
    {
        string[] names = ["7 Mares", "álamo", "Alba", "Álvarez", "nz", "Ñandú", "ñu", "Oca", "zorro"];
        foreach (var name in names.Reverse()) await MakeAsync("Orden " + name, 1);

        Assert.Equal(names.Select(n => "Orden " + n), (await app.Admin.GetAsync("/clients?q=orden")).Texts("tbody .col-name"));
    }

    private async Task ManyAsync()
    {
        await MakeAsync("Multitud", 10_050);
        await app.Database.RunAsync("analyze clients.client");

        var page = await app.Admin.GetAsync("/clients");
        Assert.Equal("más de 10.000 clientes", page.Texts(".list-head [role=status]").Single());
        Assert.Equal("más de 10.000 clientes", (await app.Admin.GetAsync(Link(page, "next")!)).Texts(".list-head [role=status]").Single());

        var search = await app.Admin.GetAsync("/clients?q=multitud&size=100");
        Assert.Equal("más de 10.000 clientes", search.Texts(".list-head [role=status]").Single());

        // Walked to the end by its links, a search that matches many shows each once.
        var seen = new HashSet<Guid>();
        for (var url = "/clients?q=multitud&size=100"; url is not null;)
        {
            var at = await app.Admin.GetAsync(url);
            Assert.All(Ids(at), id => Assert.True(seen.Add(id)));
            url = Link(at, "next");
        }

        Assert.Equal(10_050, seen.Count);
    }

    private static List<Guid> Ids(Page page) =>
        [.. page.Document.QuerySelectorAll("tbody tr").Select(r => Guid.Parse(r.GetAttribute("data-href")!.Split('/')[^1]))];

    private static string? Link(Page page, string rel) => page.Document.QuerySelector($".pager a[rel={rel}]")?.GetAttribute("href");

    private Task MakeAsync(string name, int count) => app.Database.RunAsync(
        "insert into clients.client (name, country, created_at, updated_at) select $1, 'AR', now(), now() from generate_series(1, $2)", name, count);
}
