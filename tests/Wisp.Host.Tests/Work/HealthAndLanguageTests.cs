using System.Net;
using System.Text.Json;

namespace Wisp.Host.Tests.Work;

[Collection(SharedHostCollection.Name)]
public sealed class HealthAndLanguageTests(SharedHost host)
{
    [Fact]
    public async Task Health_tells_strangers_one_word_and_the_permitted_all()
    {
        using var stranger = host.App.NewBrowser();
        using var nobody = await host.App.SignInAsync();
        using var viewer = await host.App.SignInAsync("health.view");
        // No worker runs here, so something is missing.
        foreach (var browser in new[] { stranger, nobody })
        {
            var answer = await browser.GetAsync("/health");
            Assert.Equal((HttpStatusCode.OK, """{"status":"degraded"}"""), (answer.Status, answer.Body));
        }

        var details = JsonDocument.Parse((await viewer.GetAsync("/health")).Body).RootElement;
        Assert.Equal(["billing", "clients", "network", "portal", "zones"], details.GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("id").GetString()));
        Assert.All(details.GetProperty("modules").EnumerateArray(), module => Assert.Equal("running", module.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task The_language_is_the_operators_then_the_browsers_then_the_isps()
    {
        using var browser = host.App.NewBrowser();
        var gate = await browser.GetAsync("/sign-in");
        Assert.Equal("es-AR", gate.Document.DocumentElement.GetAttribute("lang"));
        gate = await browser.GetAsync((await browser.SubmitAsync(gate, "form[action='/language']", ("language", "en"))).Location!);
        Assert.Equal("en-GB", gate.Document.DocumentElement.GetAttribute("lang"));

        using var operators = await host.App.SignInAsync("modules.view");
        Assert.Contains("Módulos", (await operators.GetAsync("/modules")).Texts("h1"));
        await operators.SubmitAsync(await operators.GetAsync("/account"), "form[action='/language']", ("language", "en"));
        Assert.Contains("Modules", (await operators.GetAsync("/modules")).Texts("h1"));
    }

    [Fact]
    public async Task Only_languages_that_there_are_can_be_chosen()
    {
        using var browser = host.App.NewBrowser();
        var answer = await browser.SubmitAsync(await browser.GetAsync("/sign-in"), "form[action='/language']", ("language", "xx"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var forged = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        forged.Headers.Add("Cookie", "wisp_lang=../../x");
        Assert.Equal("es-AR", (await browser.SendAsync(forged)).Document.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/error/500", HttpStatusCode.NotFound)]
    [InlineData("/error/403", HttpStatusCode.NotFound)]
    [InlineData("/operators", HttpStatusCode.Forbidden)]
    public async Task An_error_page_has_the_right_status_and_nothing_of_the_inside(string url, HttpStatusCode status)
    {
        using var nobody = await host.App.SignInAsync();
        foreach (var page in new[] { await nobody.GetAsync(url), await nobody.GetPartAsync(url) })
        {
            Assert.Equal(status, page.Status);
            Assert.NotEmpty(page.Texts("h1"));
            Assert.DoesNotContain("   at ", page.Body, StringComparison.Ordinal);
        }

        Assert.Null((await nobody.GetPartAsync(url)).Document.Doctype);
    }
}
