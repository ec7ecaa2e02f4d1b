using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Everywhere;

/// <summary>All that must hold on each page that an administrator can open; each visit to a page asks all of it.</summary>
[Collection(SharedSite.Name)]
public sealed partial class EveryPageTests(Site site)
{
    private const string Overhang = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    [Fact]
    public void No_page_is_forgotten()
    {
        var pages = new Pages(site.Services);
        var paths = Place.All.Select(place => Placeholder().Replace(place.Url.Split('?')[0], $"{Guid.Empty}")).ToList();

        Assert.True(pages.Patterns.Count > 30, $"Only {pages.Patterns.Count} pages were found.");
        Assert.Empty(Place.Elsewhere.Except(pages.Patterns));
        Assert.Equal(Place.Elsewhere, pages.Patterns.Where(pattern => !paths.Exists(path => pages.Leads(path, pattern))));
    }

    [Fact]
    public Task At_a_desk_in_Spanish_and_daylight_each_page_is_accessible_fits_and_says_what_it_should() =>
        site.WalkAsync(walk => VisitAllAsync(walk, english: false));

    [Fact]
    public Task On_a_telephone_in_English_and_darkness_each_page_is_accessible_fits_and_says_what_it_should() =>
        site.WalkAsync(walk => VisitAllAsync(walk, english: true), Device.Phone with { Dark = true });

    [Fact]
    public Task What_opens_on_a_page_is_accessible_too() => site.WalkAsync(async walk =>
    {
        await Axe.BringAsync(walk.Page);
        await walk.SignInAsync("*");
        await walk.GoAsync(await FilledSite.UrlAsync(walk, "/operators/{operator}"));
        await walk.Page.GetByRole(AriaRole.Button, new() { Name = "Nueva clave de un uso" }).ClickAsync();
        await Expect(walk.Shell.Dialog).ToBeVisibleAsync();
        var found = new List<string>(await Axe.ViolationsAsync(walk.Page));
        await walk.Page.Keyboard.PressAsync("Escape");
        await walk.Shell.Account.ClickAsync();
        found.AddRange(await Axe.ViolationsAsync(walk.Page));
        await walk.Form.OpenAsync();
        await walk.Page.Locator("#KindPerson-Natural").CheckAsync();
        await walk.Form.Save.ClickAsync();
        await Expect(walk.Shell.ErrorSummary).ToBeFocusedAsync();
        await walk.Form.Field("Latitude").FillAsync("-34,9055 -56,1851");
        await Expect(walk.Map.Pin).ToBeVisibleAsync();
        found.AddRange(await Axe.ViolationsAsync(walk.Page));
        Assert.True(found.Count == 0, string.Join('\n', found));
    });

    [Fact]
    public Task The_menu_of_a_telephone_opens_leads_on_and_closes() => site.WalkAsync(async walk =>
    {
        var toggle = walk.Page.Locator("[data-menu-toggle]");
        await walk.SignInAsync("*");
        await walk.Clients.OpenAsync();
        await Expect(walk.Shell.Menu).ToBeHiddenAsync();
        await toggle.ClickAsync();
        await Expect(walk.Shell.Menu).ToBeVisibleAsync();
        await walk.Page.Keyboard.PressAsync("Escape");
        await Expect(walk.Shell.Menu).ToBeHiddenAsync();
        await toggle.ClickAsync();
        await walk.Shell.Menu.GetByRole(AriaRole.Link, new() { Name = "Inicio" }).ClickAsync();
        await Expect(walk.Shell.Title).ToContainTextAsync("Hola");
    }, Device.Phone);

    [GeneratedRegex("{.*?}")]
    private static partial Regex Placeholder();

    private static async Task VisitAllAsync(Walk walk, bool english)
    {
        var page = walk.Page;
        var found = new List<string>();
        await Axe.BringAsync(page);
        await walk.SignIn.OpenAsync();
        found.AddRange(await Axe.ViolationsAsync(page));
        await walk.SignInAsync("*");
        await FilledSite.UrlAsync(walk, "/");
        if (english) await walk.Shell.SwitchLanguageAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", new Regex(english ? "^en" : "^es"));
        foreach (var place in Place.All)
        {
            await walk.GoAsync(await FilledSite.UrlAsync(walk, place.Url));
            var problems = (await Axe.ViolationsAsync(page)).Concat(await Words.ProblemsAsync(page, place, english)).ToList();
            if (await page.EvaluateAsync<int>(Overhang) is > 0 and var pixels) problems.Add($"scrolls sideways by {pixels} px");
            found.AddRange(problems.Select(problem => $"{place.Url}: {problem}"));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
