using System.Net;

namespace Wisp.Clients.Tests.Search;

/// <summary>Searches kept under a name.</summary>
[Collection(VillageTests.Name)]
[Trait("rule", "SRCH-04")]
public sealed class SavedSearchTests(Village village)
{
    [Fact]
    public async Task One_is_kept_as_a_link_replaced_by_its_name_and_forgotten()
    {
        using var own = await village.Wisp.SignInAsync("clients.view");
        var list = await own.GetAsync($"/clients?name=mu%C3%B1oz&zone={village.North}&sort=-email&size=50&adv=client");

        var kept = await own.SubmitAsync(list, "form[action='/clients/searches']", ("name", " Los  Muñoz "));
        Assert.Equal(HttpStatusCode.Redirect, kept.Status);
        Assert.Contains("Guardamos la búsqueda.", (await own.FollowAsync(kept)).Text, StringComparison.Ordinal);
        var entry = await own.GetAsync("/clients");
        var link = entry.Document.QuerySelector(".page-head .menu-list a")!;
        Assert.Equal("Los  Muñoz", link.TextContent.Trim());
        var opened = await own.GetAsync(link.GetAttribute("href")!);
        Assert.Equal(["Álvaro Muñoz"], opened.Texts("tbody .col-name a"));
        Assert.Equal("E-mail", opened.Texts("[aria-sort=descending]").Single());
        Assert.DoesNotContain("adv=", link.GetAttribute("href")!, StringComparison.Ordinal);

        // The same name, whatever its case and accents, is the same search.
        kept = await own.SubmitAsync(await own.GetAsync("/clients?status=all"), "form[action='/clients/searches']", ("name", "LOS  MUNOZ"));
        Assert.Contains("Reemplazamos la búsqueda que tenía ese nombre.", (await own.FollowAsync(kept)).Text, StringComparison.Ordinal);
        var manage = await own.GetAsync("/clients/searches");
        Assert.Equal(["LOS  MUNOZ"], manage.Document.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
        Assert.Equal("/clients?status=all", manage.Document.QuerySelector("tbody th a")!.GetAttribute("href"));

        manage = await own.FollowAsync(await own.SubmitAsync(manage, "tbody form"));
        Assert.Contains("Borramos la búsqueda.", manage.Text, StringComparison.Ordinal);
        Assert.Empty(manage.Texts("tbody tr"));
    }

    [Fact]
    public async Task A_shared_one_is_seen_by_others_and_deleted_by_its_owner_alone()
    {
        using var owner = await village.Wisp.SignInAsync("clients.view");
        using var other = await village.Wisp.SignInAsync("clients.view");
        foreach (var (name, shared) in new[] { ("Compartida", "true"), ("Privada", null) })
            await owner.SubmitAsync(await owner.GetAsync("/clients?zone=none"), "form[action='/clients/searches']", ("name", name), ("shared", shared));

        var manage = await other.GetAsync("/clients/searches");
        Assert.Equal(["Compartida"], manage.Texts("tbody th"));
        Assert.Null(manage.Document.QuerySelector("tbody form"));
        Assert.Equal(2, (await other.GetAsync((await other.GetAsync("/clients")).Document.QuerySelector(".page-head .menu-list a")!.GetAttribute("href")!)).Texts("tbody .col-name").Count);

        // Nor by sending its id, nor by saving under its name.
        await other.SubmitAsync(await other.GetAsync("/clients?kind=legal"), "form[action='/clients/searches']", ("name", "Propia"));
        var mine = await other.GetAsync("/clients/searches");
        foreach (var row in (await owner.GetAsync("/clients/searches")).Document.QuerySelectorAll("tbody [name=id]"))
            Assert.Equal(HttpStatusCode.NotFound, (await other.SubmitAsync(mine, "tbody form", ("id", row.GetAttribute("value")))).Status);
        await other.SubmitAsync(await other.GetAsync("/clients?kind=legal"), "form[action='/clients/searches']", ("name", "compartida"));
        Assert.Equal(["Compartida /clients?zone=none", "Privada /clients?zone=none"], await LinksAsync(owner));
        Assert.Equal(["compartida /clients?kind=legal", "Propia /clients?kind=legal", "Compartida /clients?zone=none"], await LinksAsync(other));

        foreach (var browser in new[] { owner, other })
            for (var page = await browser.GetAsync("/clients/searches"); page.Document.QuerySelector("tbody form") is not null;)
                page = await browser.FollowAsync(await browser.SubmitAsync(page, "tbody form"));
    }

    [Theory]
    [InlineData("", "escribí un nombre.")]
    [InlineData("  ", "escribí un nombre.")]
    [InlineData("a\u0001b", "escribí un nombre.")]
    [InlineData("largo", "puede tener hasta 100 letras.")]
    public async Task A_name_is_asked_for(string name, string said)
    {
        var list = await village.Admin.GetAsync("/clients?zone=none");

        var page = await village.Admin.SubmitAsync(list, "form[action='/clients/searches']", ("name", name == "largo" ? new string('x', 101) : name));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("Nombre de la búsqueda: " + said, page.Texts(".error-summary").Single());
    }

    [Fact]
    [Trait("case", "I01")]
    public async Task Whatever_is_sent_it_is_a_search_of_the_list_and_its_name_is_text()
    {
        using var own = await village.Wisp.SignInAsync("clients.view");
        const string Name = "<svg/onload=alert(1)> O'Brien 50%_\\";
        var list = await own.GetAsync("/clients?name=%3Csvg%2Fonload%3Dalert(1)%3E");

        await own.SubmitAsync(list, "form[action='/clients/searches']", ("name", Name), ("query", "javascript:alert(1)?x=1&name=O'Brien&//evil.example"));
        await own.SubmitAsync(list, "form[action='/clients/searches']", ("name", "Otra"));
        await own.SubmitAsync(list, "form[action='/clients/searches']", ("name", "Vacía"), ("query", null));

        foreach (var url in new[] { "/clients", "/clients/searches" })
        {
            var page = await own.GetAsync(url);
            Assert.Null(page.Document.QuerySelector("svg[onload]"));
            var links = page.Document.QuerySelectorAll(url == "/clients" ? ".page-head .menu-list a[href^='/clients']" : "tbody th a");
            Assert.Equal(Name, links[0].TextContent.Trim());
            Assert.Equal(["/clients?name=O%27Brien", "/clients?name=%3Csvg%2Fonload%3Dalert(1)%3E", "/clients"], links.Take(3).Select(link => link.GetAttribute("href")));
        }

        Assert.Equal(["<svg/onload=alert(1)>"], (await own.GetAsync("/clients?name=%3Csvg%2Fonload%3Dalert%281%29%3E")).Texts("tbody .col-name a"));

        var many = string.Join('&', Enumerable.Range(0, 400).Select(i => $"zone={Guid.CreateVersion7()}"));
        var refused = await own.SubmitAsync(list, "form[action='/clients/searches']", ("name", "Larguísima"), ("query", many));
        Assert.Equal("Nombre de la búsqueda: los filtros son demasiado largos para guardarlos.", refused.Texts(".error-summary").Single());
    }

    private static async Task<IEnumerable<string>> LinksAsync(Browser browser) =>
        (await browser.GetAsync("/clients/searches")).Document.QuerySelectorAll("tbody th a").Select(a => $"{a.TextContent} {a.GetAttribute("href")}");
}
