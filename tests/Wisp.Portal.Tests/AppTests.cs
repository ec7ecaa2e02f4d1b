using System.Net;
using System.Text.Json;

namespace Wisp.Portal.Tests;

/// <summary>The portal as an app that is installed.</summary>
[Collection(PortalTests.Name)]
public sealed class AppTests(PortalApp app)
{
    [Fact]
    public async Task The_manifest_is_in_the_ISPs_name_and_colour_and_its_icons_are_there()
    {
        using var browser = app.Wisp.NewBrowser();
        var answer = await browser.GetAsync("/portal/manifest.webmanifest");
        Assert.Equal("application/manifest+json", answer.Headers["Content-Type"].Split(';')[0]);
        var manifest = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal(("Portal del Sur", "#0a6577", "/portal", "standalone"), (manifest.GetProperty("name").GetString(), manifest.GetProperty("theme_color").GetString(), manifest.GetProperty("scope").GetString(), manifest.GetProperty("display").GetString()));
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            var picture = await browser.GetAsync(icon.GetProperty("src").GetString()!);
            Assert.Equal((HttpStatusCode.OK, icon.GetProperty("type").GetString()), (picture.Status, picture.Headers["Content-Type"].Split(';')[0]));
        }

        Assert.Equal("/portal/manifest.webmanifest", (await browser.GetAsync("/portal/sign-in")).Document.QuerySelector("link[rel=manifest]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_worker_of_the_app_may_serve_the_portal_and_the_offline_page_holds_nothing_of_a_subscriber()
    {
        var ana = await app.ClientAsync();
        var (browser, _) = await app.PairedAsync(ana);
        using (browser)
        {
            var script = await browser.GetAsync("/portal/sw.js");
            Assert.Equal(("text/javascript", "/portal"), (script.Headers["Content-Type"].Split(';')[0], script.Headers["Service-Worker-Allowed"]));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/_content/Wisp.Modules.Portal/portal.js")).Status);
            var offline = await browser.GetAsync("/portal/offline");
            Assert.Equal(HttpStatusCode.OK, offline.Status);
            Assert.Contains("Sin conexión", offline.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Ana", offline.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("__RequestVerificationToken", offline.Body, StringComparison.Ordinal);
        }
    }
}
