using System.Net;
using System.Text.Json;
using Wisp.ModuleHost.Tests;
using Wisp.Testing;

namespace Wisp.Host.Tests.Modules;

/// <summary>Modules that are wrong in every way, beside the real ones: they are named, and nothing else suffers.</summary>
[Trait("case", "K01")]
public sealed class BrokenModuleTests : IAsyncLifetime, IDisposable
{
    private static readonly (string Id, string Spanish, string English)[] Wrong =
    [
        ("double-view", "Su vista /Areas/Good/Pages/Index.cshtml tiene la misma ruta que una de «good».",
            "Its view /Areas/Good/Pages/Index.cshtml has the same path as one of \"good\"."),
        ("future", "Necesita el SDK de Wisp [9.0,10.0) y este es 1.0.0: actualizá Wisp o instalá una versión del módulo hecha para él.",
            "Needs Wisp SDK [9.0,10.0), and this is 1.0.0: update Wisp or install a version of the module made for it."),
        ("lacks-a-service", "Falló su servicio de fondo", "Its background service"),
        ("lonely", "Necesita el contrato Wisp.Contracts.Nowhere [1.0,2.0), que ningún módulo instalado ofrece.",
            "Needs the contract Wisp.Contracts.Nowhere [1.0,2.0), which no installed module provides."),
        ("throws", "Falló su Configure: The stars stand wrong.", "Its Configure failed: The stars stand wrong."),
        ("throws-at-start", "Falló su servicio de fondo Sleepwalker: The stairs are missing.", "Its background service Sleepwalker failed: The stairs are missing."),
        ("throws-later", "Falló su servicio de fondo Stumbler: The carpet has a fold.", "Its background service Stumbler failed: The carpet has a fold."),
        ("unmigrated", "role wisp_unmigrated is missing: run ./wisp migrate", "role wisp_unmigrated is missing: run ./wisp migrate"),
    ];

    private readonly ModulesFolder _folder = new();
    private WispApp _app = null!;
    private Browser _admin = null!;

    public async Task InitializeAsync()
    {
        _folder.AddShipped();
        // What is required comes first, so that it is the newcomer who gives way.
        _folder.Install("good", required: true);
        _folder.Install("double-view");
        foreach (var id in new[] { "throws", "throws-at-start", "throws-later", "lacks-a-service" })
        {
            _folder.Install("faulty", id);
            // Each is to fail in its own way, not for the schema and the permission that all of them claim.
            _folder.Edit(id, "1.0.0", manifest => manifest.Remove("schema"));
        }

        _folder.Declare("future", sdk: "[9.0,10.0)");
        _folder.Declare("lonely", requires: "\"Wisp.Contracts.Nowhere\": \"[1.0,2.0)\"");
        _folder.Install("broken-migration", "unmigrated");
        _app = await WispApp.StartAsync(("Wisp:ModulesPath", _folder.Path));
        await Furnished.MakeAsync(_app.Database);
        _admin = await _app.SignInAsAdminAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_host_runs_says_which_and_why_and_all_else_works()
    {
        await Eventually.BecomesAsync(() => _admin.GetAsync("/modules"), page => page.Text.Contains("Stumbler", StringComparison.Ordinal), 15);
        await ShowsAsync(wrong => wrong.Spanish);
        await _admin.SubmitAsync(await _admin.GetAsync("/account"), "form[action='/language']", ("language", "en"));
        await ShowsAsync(wrong => wrong.English);

        var health = await _admin.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.Status);
        var report = JsonDocument.Parse(health.Body).RootElement;
        Assert.Equal("degraded", report.GetProperty("status").GetString());
        var states = report.GetProperty("modules").EnumerateArray().ToDictionary(m => m.GetProperty("id").GetString()!, m => m.GetProperty("state").GetString());
        Assert.Equal(["billing", "clients", "good", "network", "portal", "zones"], states.Where(state => state.Value == "running").Select(state => state.Key).Order());

        await NothingElseSuffersAsync();
    }

    private async Task ShowsAsync(Func<(string Id, string Spanish, string English), string> sentence)
    {
        var page = await _admin.GetAsync("/modules");
        foreach (var wrong in Wrong)
        {
            var article = page.Texts($"article[aria-labelledby='m-{wrong.Id}']").Single();
            Assert.Contains(sentence(wrong), article, StringComparison.Ordinal);
        }

        foreach (var right in new[] { "clients", "zones", "good" })
            Assert.Null(page.Document.QuerySelector($"article[aria-labelledby='m-{right}'] pre"));
    }

    private async Task NothingElseSuffersAsync()
    {
        foreach (var route in RouteTable.Of(_app).Where(route => route.Answers("GET") && route.Permissions.Count > 0))
            Assert.True((int)(await _admin.GetAsync(route.Url)).Status < 500, route.Url);
        var menu = (await _admin.GetAsync("/")).Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.True(menu.Count > 8);
        foreach (var url in menu) Assert.Equal((url, HttpStatusCode.OK), (url, (await _admin.GetAsync(url)).Status));
        Assert.Contains("Ana Muñoz", (await _admin.GetAsync("/clients")).Text, StringComparison.Ordinal);
        // A page of a module that states no policy is nobody's.
        Assert.Equal(HttpStatusCode.Forbidden, (await _admin.GetAsync("/Good")).Status);
    }
}
