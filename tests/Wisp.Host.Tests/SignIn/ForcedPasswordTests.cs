using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.SignIn;

/// <summary>Whoever must choose a password does nothing else before.</summary>
[Trait("case", "I11")]
public sealed class ForcedPasswordTests(OwnHost host) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private const string Page = "/account/password";
    private const string NewPassword = "palabras nuevas y largas 7";

    // Leaving, the language and what a page shows without knowing anybody.
    private static readonly string[] Open = [Page, "/sign-out", "/language", "/isp/logo", "/alive", "/health", "/error/{code:int}"];
    private readonly WispApp _app = host.App;
    private Account _account = null!;
    private Browser _browser = null!;

    public async Task InitializeAsync()
    {
        _account = await Accounts.MakeAsync(_app.Database, "*");
        await _app.Database.RunAsync("update host.operator set must_change_password = true where id = $1", _account.Id);
        _browser = _app.NewBrowser();
        await _browser.SignInAsync(_account);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_url_of_the_route_table_gets_around_it()
    {
        var before = await Stored.AsItIsAsync(_app.Database);
        var token = (await _browser.GetAsync(Page)).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var route in RouteTable.Of(_app).Where(route => !Open.Contains(route.Pattern)))
        {
            foreach (var door in route.Doors)
            {
                var request = new HttpRequestMessage(new HttpMethod(door.Method), route.UrlOf(door));
                if (door.Method != "GET") request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Form.Name", "Mallory"), new("Name", "Mallory")]);
                var answer = await _browser.SendAsync(request);
                Assert.True(answer is { Status: HttpStatusCode.Redirect, Location: Page }, $"{door.Method} {route.UrlOf(door)} gives {answer.Status} {answer.Location}");
            }

            foreach (var way in new[] { route.Url.ToUpperInvariant(), route.Url.TrimEnd('/') + "/", route.Url + "?x=" + Page })
            {
                var answer = await _browser.GetAsync(way);
                Assert.True(answer.Location == Page || answer.Status == HttpStatusCode.NotFound, $"{way} gives {answer.Status} {answer.Location}");
            }
        }

        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
    }

    [Fact]
    public async Task A_part_of_a_page_leads_the_whole_page_there()
    {
        var answer = await _browser.GetPartAsync("/jobs/running");
        Assert.Equal((Page, ""), (answer.Headers["HX-Redirect"], answer.Body));
    }

    [Fact]
    public async Task It_holds_for_the_open_doors_too()
    {
        var health = await _browser.GetAsync("/health");
        Assert.DoesNotContain("modules", health.Body, StringComparison.Ordinal);
        var page = await _browser.GetAsync(Page);
        Assert.Empty(page.Document.QuerySelectorAll("nav"));
        await _browser.SubmitAsync(page, "form[action='/language']", ("language", "en"));
        Assert.Equal(Page, (await _browser.GetAsync("/")).Location);
    }

    [Fact]
    public async Task With_the_new_password_all_opens()
    {
        var answer = await _browser.SubmitAsync(
            await _browser.GetAsync(Page), "main form.form", ("Current", _account.Password), ("Wanted", NewPassword), ("Again", NewPassword));
        Assert.Equal("/", answer.Location);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/clients")).Status);

        using var again = _app.NewBrowser();
        await again.SignInAsync(_account with { Password = NewPassword });
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/")).Status);
    }
}
