using System.Net;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Host.Tests.Work;

/// <summary>The database goes away under a running process.</summary>
public sealed class LostDatabaseTests : IAsyncLifetime
{
    private WispApp _app = null!;

    public async Task InitializeAsync() => _app = await WispApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task The_process_says_so_tells_strangers_nothing_more_and_recovers()
    {
        using var admin = await _app.SignInAsAdminAsync();
        using var stranger = _app.NewBrowser();
        await admin.GetAsync("/");
        await AllowAsync(false);

        var health = await stranger.GetAsync("/health");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":"unhealthy"}"""), (health.Status, health.Body));
        Assert.Equal((HttpStatusCode.OK, "alive"), await StatusAsync(stranger, "/alive"));
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/css/site.css")).Status);
        foreach (var browser in new[] { admin, stranger })
        {
            foreach (var url in new[] { "/", "/clients", "/sign-in" })
            {
                var page = await browser.GetAsync(url);
                // One who is signed in is led away from the sign-in page, and a stranger to it; it can be shown without the database.
                if ((url == "/sign-in") == (browser == admin) && page.Status == HttpStatusCode.Redirect) continue;
                if (url == "/sign-in" && page.Status == HttpStatusCode.OK) continue;
                Assert.Equal((url, HttpStatusCode.InternalServerError), (url, page.Status));
                Assert.Matches("^[0-9a-f]{12}$", page.Texts("code").Single());
                Assert.DoesNotContain("Npgsql", page.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", page.Body, StringComparison.Ordinal);
                Assert.DoesNotContain(_app.Database.Name, page.Body, StringComparison.Ordinal);
                Assert.Contains("default-src 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
                Assert.Contains("no-", page.Headers["Cache-Control"], StringComparison.Ordinal);
            }
        }

        var part = await admin.GetPartAsync("/clients");
        Assert.Equal((HttpStatusCode.InternalServerError, null), (part.Status, part.Document.Doctype));

        await AllowAsync(true);
        Assert.Equal(HttpStatusCode.OK, (await Eventually.BecomesAsync(() => admin.GetAsync("/clients"), page => page.Status == HttpStatusCode.OK, 20)).Status);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/health")).Status);
    }

    private async Task AllowAsync(bool yes)
    {
        await using var server = new NpgsqlConnection(Places.AdminDatabase);
        await server.OpenAsync();
        await server.Sql($"alter database {_app.Database.Name} allow_connections {yes}").RunAsync();
        if (!yes) await server.Sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", _app.Database.Name).RunAsync();
    }

    private static async Task<(HttpStatusCode Status, string Body)> StatusAsync(Browser browser, string url)
    {
        var page = await browser.GetAsync(url);
        return (page.Status, page.Body);
    }
}
