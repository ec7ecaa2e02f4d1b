using System.Net;

namespace Wisp.Portal.Tests;

/// <summary>What another module adds to the portal: a page in its menu, a card on its first page.</summary>
public sealed class ExtendingTests : IAsyncLifetime
{
    private static readonly Lazy<string> Modules = new(() => FixtureModules.BesideShipped("corner"));
    private WispApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = WispApp.StartOn(await TestDatabase.CloneAsync(Modules.Value), ("Wisp:ModulesPath", Modules.Value));
        await _app.Database.RunAsync(
            "insert into host.setting (key, value) values ('portal.settings', jsonb_build_object('name', 'Portal del Sur', 'address', $1::text, 'color', '#0a6577'))", PortalApp.Address);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _app.Database.DisposeAsync();
    }

    [Fact]
    public async Task A_modules_page_and_card_show_to_the_subscriber_and_what_fails_is_left_out()
    {
        using var admin = await _app.SignInAsAdminAsync();
        var (ana, hers) = await PairedAsync(admin, "Ana Muñoz");
        var (beto, his) = await PairedAsync(admin, "Beto Núñez");
        using (hers)
        using (his)
        {
            foreach (var (client, browser) in new[] { (ana, hers), (beto, his) })
            {
                var home = await browser.GetAsync("/portal");
                Assert.Equal(HttpStatusCode.OK, home.Status);
                Assert.Equal([$"Rincón de {client}"], home.Texts("#corner"));
                // One that has nothing, one that failed before it was drawn and one that failed half drawn.
                Assert.Null(home.Document.QuerySelector("#torn"));
                Assert.NotNull(home.Document.QuerySelector("#owed"));
                Assert.Equal("Rincón", home.Document.QuerySelector("nav.tabs a[href='/portal/corner']")!.TextContent);

                var page = await browser.GetAsync("/portal/corner");
                Assert.Equal([$"{client}"], page.Texts("#whose"));
                Assert.Equal("page", page.Document.QuerySelector("nav.tabs a[href='/portal/corner']")!.GetAttribute("aria-current"));
            }
        }
    }

    [Fact]
    public async Task A_modules_page_is_closed_to_strangers_and_operators()
    {
        using var stranger = _app.NewBrowser();
        using var admin = await _app.SignInAsAdminAsync();
        foreach (var browser in (Browser[])[stranger, admin])
            Assert.StartsWith("http://localhost/portal/sign-in", (await browser.GetAsync("/portal/corner")).Location, StringComparison.Ordinal);
    }

    private async Task<(Guid Client, Browser Browser)> PairedAsync(Browser admin, string name)
    {
        var id = await _app.Database.ValueAsync<Guid>("insert into clients.client (name, country, status, created_at, updated_at) values ($1, 'AR', 'active', now(), now()) returning id", name);
        await admin.SubmitAsync(await admin.GetAsync($"/subscribers/{id}/devices"), "form#pairing");
        var link = (await admin.GetAsync($"/subscribers/{id}/devices")).Document.QuerySelector("#pairing-link")!.GetAttribute("href")!;
        var browser = _app.NewBrowser();
        Assert.Equal("/portal", (await browser.SubmitAsync(await browser.GetAsync(link[PortalApp.Address.Length..]), "form.stack")).Location);
        return (id, browser);
    }
}
