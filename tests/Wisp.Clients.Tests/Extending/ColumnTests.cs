using System.Net;

namespace Wisp.Clients.Tests.Extending;

/// <summary>Columns and row actions that a module adds to the list, among them broken ones.</summary>
[Collection(ExtendingTests.Name)]
public sealed class ColumnTests(PartsApp app)
{
    [Fact]
    [Trait("rule", "GRID-04")]
    [Trait("rule", "GRID-05")]
    public async Task They_stand_behind_ours_and_a_broken_one_hurts_nobody()
    {
        var name = ClientsApp.Unique("Columna");
        var with = await app.StoreAsync(name + " A");
        await app.StoreAsync(name + " B");
        await app.PartAsync(with, "cable", amount: 12.5m);

        var page = await app.Admin.GetAsync("/clients?name=" + name);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(
            ["ID", "Nombre", "Documento", "E-mail", "Móvil", "Zona", "Contratos", "Plan", "Facturación", "Deuda", "Estante", "Importe", "Torcida", "Acciones"], page.Texts("thead th:not(.col-check)"));
        Assert.Equal(["—", "—"], page.Texts("td[data-label=Estante]"));
        Assert.Equal(["12.50", ""], page.Texts("td[data-label=Importe]"));
        var cell = page.Document.QuerySelector("td[data-label=Importe]")!;
        Assert.Equal(("added prio-3 num", "Suma"), (cell.ClassName, cell.GetAttribute("title")));
        Assert.Equal(($"/parts/{with}/notes", "state state-alerted"), (cell.Children[0].GetAttribute("href"), cell.Children[0].ClassName));
        Assert.Equal(["<b>torcida</b>", "<b>torcida</b>"], page.Texts("td[data-label=Torcida]"));
        Assert.Null(page.Document.QuerySelector("tbody b"));

        // Only what sorts leads to a sorted list.
        Assert.Equal([false, true, true], page.Document.QuerySelectorAll("thead th:not(.col-check)").Skip(10).Take(3).Select(th => th.QuerySelector("a") is not null));

        Assert.Equal(
            ["Ver Editar Partes Borrar", "Ver Editar Borrar"],
            page.Document.QuerySelectorAll("tbody .row-actions").Select(row => string.Join(' ', row.QuerySelectorAll("a").Select(a => a.GetAttribute("title")))));
        var action = page.Document.QuerySelector("a[title=Partes]")!;
        Assert.Equal(($"/parts/{with}/notes", $"Partes: {name} A"), (action.GetAttribute("href"), action.TextContent.Trim()));
    }

    [Fact]
    public async Task Those_with_a_permission_do_not_exist_for_others()
    {
        var name = ClientsApp.Unique("Reservada");
        await app.PartAsync(await app.StoreAsync(name), "cable");
        using var viewer = await app.Wisp.SignInAsync("clients.view");

        var page = await viewer.GetAsync($"/clients?name={name}&sort=parts.crooked");

        Assert.Equal(["Estante", "Importe", "Acciones"], page.Texts("thead th").Skip(6));
        Assert.Equal(["Ver"], page.Document.QuerySelectorAll("tbody .row-actions a").Select(a => a.GetAttribute("title")));
        Assert.DoesNotContain("no responde ahora", page.Text, StringComparison.Ordinal);
        Assert.Equal("Nombre", page.Texts("[aria-sort=ascending]").Single());
    }

    [Theory]
    [Trait("rule", "GRID-07")]
    [InlineData("parts.amount", "0 0 0 1 1 1 2 2 2 3 3 3 4 4 4 5 5 5 6 6 6 7 7 7 8 8 8 9 9 9")]
    [InlineData("-parts.amount", "9 9 9 8 8 8 7 7 7 6 6 6 5 5 5 4 4 4 3 3 3 2 2 2 1 1 1 0 0 0")]
    public async Task One_sorts_the_list_both_ways_and_whoever_has_no_value_comes_last(string sort, string amounts)
    {
        var name = ClientsApp.Unique("Orden");
        for (var i = 0; i < 45; i++)
        {
            var id = await app.StoreAsync(name + " x");
            if (i % 3 < 2) await app.PartAsync(id, "cable", amount: (i / 3 * 2 + i % 3) % 10);
        }

        var (seen, pages) = await Walk.ForwardAsync(app.Admin, $"/clients?name={name}&sort={sort}");

        Assert.Equal(3, pages.Count);
        Assert.Equal(45, seen.Distinct().Count());
        Assert.Equal(
            amounts.Split(' ').Select(a => a + ".00").Concat(Enumerable.Repeat("", 15)), pages.SelectMany(page => page.Texts("td[data-label=Importe]")));
        Assert.Equal(sort[0] == '-' ? "descending" : "ascending", pages[0].Document.QuerySelectorAll("thead th:not(.col-check)")[11].GetAttribute("aria-sort"));
        Assert.Equal(seen, await Walk.BackAsync(app.Admin, pages[^1]));
    }

    [Fact]
    [Trait("rule", "GRID-07")]
    public async Task One_whose_order_fails_leaves_the_list_by_name()
    {
        var name = ClientsApp.Unique("Torcida");
        foreach (var letter in "CAB") await app.StoreAsync($"{name} {letter}");

        var page = await app.Admin.GetAsync($"/clients?name={name}&sort=-parts.crooked");
        Assert.Equal([$"{name} A", $"{name} B", $"{name} C"], page.Texts("tbody .col-name a"));
        Assert.Contains("El orden de esa columna no responde ahora. Van por nombre.", page.Text, StringComparison.Ordinal);
        Assert.Equal("Nombre", page.Texts("[aria-sort=ascending]").Single());

        foreach (var sort in new[] { "parts.silent", "parts.nowhere", "-", "--parts.amount", "parts.amount;drop" })
            Assert.Equal([$"{name} A", $"{name} B", $"{name} C"], await app.NamesAsync($"name={name}&sort={sort}"));

        // A filter at fault is told even so.
        var both = await app.Admin.GetAsync($"/clients?name={name}&sort=parts.crooked&parts.note=bad+sql");
        Assert.Empty(both.Texts("tbody .col-name"));
        Assert.Equal(["Quitar el filtro Nota: este filtro no responde ahora"], both.Texts(".chip-wrong"));
    }
}
