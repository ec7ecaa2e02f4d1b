using System.Diagnostics;
using System.Net;

namespace Wisp.Clients.Tests.Extending;

/// <summary>Filters that a module adds to the advanced search. Three clients have parts, one has none.</summary>
[Collection(ExtendingTests.Name)]
public sealed class FilterTests(PartsApp app) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (await app.Database.ValueAsync<bool>("select exists (select from clients.client where name = 'Filtro Ana')")) return;
        await app.PartAsync(await app.StoreAsync("Filtro Ana"), "antenna", "Techo Ñandú 50%", true, new DateOnly(2024, 3, 10), 10);
        await app.PartAsync(await app.StoreAsync("Filtro Beto"), "cable", "bajo techo", false, new DateOnly(2024, 3, 11), 20.5m);
        await app.PartAsync(await app.StoreAsync("Filtro Carla"), "router");
        await app.StoreAsync("Filtro Dora");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [Trait("rule", "SRCH-03")]
    [InlineData("parts.kind=antenna", "Ana")]
    [InlineData("parts.kind=antenna&parts.kind=cable", "Ana Beto")]
    [InlineData("parts.kind=antenna&parts.kind=cable&parts.ready=no", "Beto")]
    [InlineData("parts.kind=antenna&parts.ready=no", "")]
    [InlineData("parts.kind=router&parts.kind=invented", "Carla")]
    [InlineData("PARTS.KIND=router", "Carla")]
    [InlineData("parts.note=TECHO", "Ana Beto")]
    [InlineData("parts.note=50%25", "Ana")]
    [InlineData("parts.note=%25", "Ana")]
    [InlineData("parts.note=_", "")]
    [InlineData("parts.note=x' or true --", "")]
    [InlineData("parts.ready=yes", "Ana")]
    [InlineData("parts.since.from=2024-03-11", "Beto")]
    [InlineData("parts.since.to=2024-03-10", "Ana")]
    [InlineData("parts.since.from=2024-03-10&parts.since.to=2024-03-11", "Ana Beto")]
    [InlineData("parts.since.from=2024-03-12&parts.since.to=2024-03-09", "")]
    [InlineData("parts.amount.from=20,5", "Beto")]
    [InlineData("parts.amount.to=10.00", "Ana")]
    [InlineData("parts.amount.to=1.234,50&parts.amount.from=20,50", "Beto")]
    [InlineData("parts.amount.from=1.234.567", "")]
    [InlineData("parts.amount.from=10&parts.amount.to=20.5", "Ana Beto")]
    [InlineData("parts.amount.from=10&parts.since.from=2024-03-11&parts.kind=cable&parts.note=bajo&parts.ready=no", "Beto")]
    [InlineData("q=beto&parts.kind=antenna&parts.kind=cable", "Beto")]
    [InlineData("parts.kind=&parts.note=+&parts.ready=&parts.amount.from=", "Ana Beto Carla Dora")]
    public async Task Filters_of_all_tabs_narrow_together_and_values_inside_one_widen(string query, string found)
    {
        Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => "Filtro " + name), await app.NamesAsync("name=filtro&" + query));
    }

    [Fact]
    [Trait("rule", "SRCH-03")]
    [Trait("rule", "SRCH-12")]
    public async Task All_filters_are_one_statement()
    {
        var statements = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if ((activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text && text.Contains("parts.parts_v1", StringComparison.Ordinal))
                    lock (statements) statements.Add(text);
            },
        };
        ActivitySource.AddActivityListener(listener);

        var page = await app.Admin.GetAsync("/clients?name=filtro&parts.kind=antenna&parts.kind=cable&parts.note=techo&parts.ready=no&parts.amount.to=30");

        Assert.Equal("1 cliente", page.Texts(".list-head [role=status]").Single());
        var only = Assert.Single(statements);
        Assert.Equal(5, only.Split("parts.parts_v1").Length);
    }

    [Theory]
    [Trait("rule", "SRCH-03")]
    [Trait("rule", "SRCH-04")]
    [InlineData("parts.nowhere=1", "parts.nowhere: este filtro no está disponible: su módulo no está o no tenés permiso")]
    [InlineData("otro.modulo.from=1", "otro.modulo.from: este filtro no está disponible: su módulo no está o no tenés permiso")]
    [InlineData("parts.kind.from=1", "parts.kind.from: este filtro no está disponible: su módulo no está o no tenés permiso")]
    [InlineData("parts.since=2024-03-10", "parts.since: este filtro no está disponible: su módulo no está o no tenés permiso")]
    [InlineData("parts.note=nothing", "Nota: el valor no sirve para este filtro")]
    [InlineData("parts.note=a%00b", "Nota: el valor no sirve para este filtro")]
    [InlineData("parts.ready=maybe", "Lista: el valor no sirve para este filtro")]
    [InlineData("parts.since.from=ayer", "Desde cuándo: el valor no sirve para este filtro")]
    [InlineData("parts.since.from=2024-03-01&parts.since.to=2024-02-30", "Desde cuándo: el valor no sirve para este filtro")]
    [InlineData("parts.amount.from=mucho", "Importe: escribí el número sin separar los miles: 1500 o 1500,50")]
    [InlineData("parts.amount.from=1.500", "Importe: escribí el número sin separar los miles: 1500 o 1500,50")]
    [InlineData("parts.amount.to=1e3", "Importe: escribí el número sin separar los miles: 1500 o 1500,50")]
    [InlineData("parts.note=throw", "Nota: este filtro no responde ahora")]
    [InlineData("parts.note=bad sql", "Nota: este filtro no responde ahora")]
    [InlineData("parts.note=private", "Nota: este filtro no responde ahora")]
    [InlineData("parts.note=odd value", "Nota: este filtro no responde ahora")]
    [InlineData("parts.note=divide", "Nota: este filtro no responde ahora")]
    [InlineData("parts.kind=a%00b", "Tipo de parte: este filtro no responde ahora")]
    public async Task One_that_cannot_be_applied_shows_nothing_and_says_why(string query, string said)
    {
        var page = await app.Admin.GetAsync("/clients?name=filtro&parts.silent=cable&" + query);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Texts("tbody .col-name"));
        Assert.Equal("0 clientes", page.Texts(".list-head [role=status]").Single());
        Assert.Contains("No se puede buscar con estos filtros", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Quitar el filtro " + said], page.Texts(".chip-wrong"));

        // Its cross takes out that one alone.
        var rest = await app.Admin.GetAsync(page.Document.QuerySelector(".chip-wrong")!.GetAttribute("href")!);
        Assert.Equal(["Filtro Beto"], rest.Texts("tbody .col-name a"));
        Assert.Empty(rest.Texts(".chip-wrong"));

        // A form that is sent again does not lose it and show all.
        var again = await app.Admin.SubmitAsync(await app.Admin.GetAsync(page.Url + "&adv=client"), "#search");
        if (!query.Contains("%00", StringComparison.Ordinal) && !query.Contains("maybe", StringComparison.Ordinal))
            Assert.Equal(["Quitar el filtro " + said], again.Texts(".chip-wrong"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_takes_too_long_is_one_that_cannot_be_applied(bool serverStops)
    {
        // Either side may be the one to lose patience; settings of a database hold for new connections.
        var database = app.Database.App + (serverStops ? "" : ";Command Timeout=1");
        if (serverStops) await app.Database.RunAsync($"alter database {app.Database.Name} set statement_timeout = '1s'");
        try
        {
            await using var hurried = WispApp.StartOn(app.Database, ("Wisp:ModulesPath", PartsApp.ModulesSetting.Item2), ("Wisp:Database", database));
            using var browser = await hurried.SignInAsAdminAsync();

            var page = await browser.GetAsync("/clients?name=filtro&parts.note=slow");

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Texts("tbody .col-name"));
            Assert.Equal(["Quitar el filtro Nota: este filtro no responde ahora"], page.Texts(".chip-wrong"));
        }
        finally
        {
            await app.Database.RunAsync($"alter database {app.Database.Name} reset statement_timeout");
        }
    }

    [Fact]
    public async Task Each_stands_in_its_tab_as_it_is_filled_in()
    {
        var page = await app.Admin.GetAsync("/clients?adv=billing&parts.kind=cable&parts.kind=gone&parts.silent=cable&parts.amount.from=5");

        Assert.Contains("Tipo de parte", page.Texts("[data-tab=contract] .form-label:not(.visually-hidden)"));
        Assert.Equal(["Antena", "Cable", "Rúter", "(ya no está)"], page.Texts("[data-tab=contract] .choice:has([name='parts.kind'])"));
        Assert.Equal(["cable", "gone"], page.Document.QuerySelectorAll("[name='parts.kind'][checked]").Select(box => box.GetAttribute("value")));
        Assert.Single(page.Texts("[data-tab=contract] [data-picker-count]"), "Elegidos: 2");
        Assert.Equal(["", "yes", "no"], page.Document.QuerySelectorAll("[data-tab=billing] select[name='parts.ready'] option").Select(option => option.GetAttribute("value")));
        Assert.Equal("5", page.Document.QuerySelector("[data-tab=billing] [name='parts.amount.from']")!.GetAttribute("value"));
        Assert.Equal("decimal", page.Document.QuerySelector("[data-tab=billing] [name='parts.amount.to']")!.GetAttribute("inputmode"));
        Assert.Equal("date", page.Document.QuerySelector("[data-tab=client] [name='parts.since.to']")!.GetAttribute("type"));
        Assert.NotNull(page.Document.QuerySelector("[data-tab=gateways] input[name='parts.note']"));
        Assert.True(page.Document.QuerySelector("#adv-billing")!.HasAttribute("checked"));

        // One that cannot say what it offers keeps what was chosen.
        Assert.Equal("este filtro no responde ahora", page.Texts("[data-tab=gateways] .field:has([name='parts.silent']) .field-error").Single());
        Assert.Equal("cable", page.Document.QuerySelector("[name='parts.silent']")!.GetAttribute("value"));
        Assert.Equal(["Filtro Beto"], (await app.Admin.SubmitAsync(page, "#search", ("name", "filtro"))).Texts("tbody .col-name a"));
    }

    [Fact]
    public async Task One_with_a_permission_does_not_exist_for_others()
    {
        using var viewer = await app.Wisp.SignInAsync("clients.view");

        var page = await viewer.GetAsync("/clients?adv=billing&name=filtro&parts.ready=yes");

        Assert.Null(page.Document.QuerySelector("select[name='parts.ready']"));
        Assert.Empty(page.Texts("tbody .col-name"));
        Assert.Equal(["Quitar el filtro parts.ready: este filtro no está disponible: su módulo no está o no tenés permiso"], page.Texts(".chip-wrong"));
        Assert.Equal(2, (await viewer.GetAsync("/clients?name=filtro&parts.note=techo")).Texts("tbody .col-name").Count);
    }

    [Fact]
    [Trait("rule", "SRCH-12")]
    public async Task It_narrows_a_search_that_more_than_ten_thousand_match()
    {
        await app.Database.RunAsync(
            """
            with made as (
                insert into clients.client (name, country, created_at, updated_at) select 'Multitud ' || n, 'AR', now(), now() from generate_series(1, 10001) n returning id)
            insert into parts.part (client_id, kind, amount) select id, 'mass', 1 from made
            """);
        await app.Database.RunAsync("analyze clients.client, parts.part");

        var first = await app.Admin.GetAsync("/clients?parts.kind=mass&parts.amount.from=1&size=100");
        Assert.Equal("más de 10.000 clientes", first.Texts(".list-head [role=status]").Single());
        var second = await app.Admin.GetAsync(first.Document.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(200, first.Texts("tbody .col-name a").Concat(second.Texts("tbody .col-name a")).Distinct().Count());

        // So many are not sorted by what is joined to them: names order them, and it is said.
        var sorted = await app.Admin.GetAsync("/clients?parts.kind=mass&sort=-parts.amount");
        Assert.Contains("Coinciden más de 10.000 clientes: por esa columna sólo se ordena cuando son menos. Van por nombre.", sorted.Text, StringComparison.Ordinal);
        Assert.Equal(["Multitud 1", "Multitud 10", "Multitud 100"], sorted.Texts("tbody .col-name a").Take(3));
        Assert.Equal("Nombre", sorted.Texts("[aria-sort=ascending]").Single());
        var onward = await app.Admin.GetAsync(sorted.Document.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(40, sorted.Texts("tbody .col-name a").Concat(onward.Texts("tbody .col-name a")).Distinct().Count());
        Assert.Contains("Van por nombre.", onward.Text, StringComparison.Ordinal);

        await app.Database.RunAsync("delete from parts.part where kind = 'mass' and client_id = (select id from clients.client where name = 'Multitud 5')");
        Assert.DoesNotContain("sólo se ordena", (await app.Admin.GetAsync("/clients?parts.kind=mass&sort=-parts.amount")).Text, StringComparison.Ordinal);
        await app.Database.RunAsync("delete from parts.part where kind = 'mass'");
    }
}
