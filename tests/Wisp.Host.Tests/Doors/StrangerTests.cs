using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.Doors;

/// <summary>A stranger, and an operator without any permission, at every door of the route table.</summary>
[Collection(SharedHostCollection.Name)]
[Trait("case", "I16")]
public sealed class StrangerTests(SharedHost host)
{
    private IEnumerable<(Route Route, Door Door)> Closed =>
        host.Routes.Where(route => !route.IsAnonymous).SelectMany(route => route.Doors.Select(door => (route, door)));

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_page_from_everywhere()
    {
        using var stranger = host.App.NewBrowser();
        foreach (var (route, door) in Closed)
        {
            var answer = await KnockAsync(stranger, route, door);
            Assert.True(
                answer.Status == HttpStatusCode.Redirect && IsSignIn(answer.Location, route.IsSubscribers ? "/portal/sign-in" : "/sign-in"),
                $"{door.Method} {route.UrlOf(door)} gives a stranger {answer.Status} {answer.Location}");
        }
    }

    [Fact]
    public async Task A_stranger_learns_nothing_at_the_open_doors()
    {
        using var stranger = host.App.NewBrowser();
        foreach (var route in host.Routes.Where(route => route.IsAnonymous && route.Answers("GET")))
        {
            var answer = await stranger.GetAsync(route.Url);
            Assert.DoesNotContain("Ana Muñoz", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("wisp.example", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("database", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_stranger_is_not_told_which_addresses_exist()
    {
        using var stranger = host.App.NewBrowser();
        var known = await stranger.GetAsync($"/clients/{Furnished.Client}");
        var unknown = await stranger.GetAsync($"/clients/{Guid.CreateVersion7()}");
        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/nowhere")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/clients/abc")).Status);
    }

    [Fact]
    public async Task A_part_of_a_page_sends_the_whole_page_to_the_sign_in()
    {
        using var stranger = host.App.NewBrowser();
        foreach (var route in host.Routes.Where(route => !route.IsAnonymous && !route.IsSubscribers && route.Answers("GET")))
        {
            var answer = await stranger.GetPartAsync(route.Url);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.StartsWith("/sign-in?returnUrl=%2F", answer.Headers["HX-Redirect"], StringComparison.Ordinal);
            Assert.Empty(answer.Document.QuerySelectorAll("input[type=password]"));
        }
    }

    [Fact]
    public async Task An_operator_without_permission_is_refused_everywhere_but_at_his_own()
    {
        using var nobody = await host.App.SignInAsync();
        foreach (var (route, door) in Closed.Where(closed => !closed.Route.IsSignedInOnly))
        {
            var answer = await KnockAsync(nobody, route, door);
            // An operator is a stranger to the portal.
            if (route.IsSubscribers) Assert.True(IsSignIn(answer.Location, "/portal/sign-in"), $"{door.Method} {route.UrlOf(door)} gives an operator {answer.Status}");
            else Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{door.Method} {route.UrlOf(door)} gives someone without permission {answer.Status}");
        }

        foreach (var route in host.Routes.Where(route => route.IsSignedInOnly && route.Answers("GET") && !route.Pattern.Contains('{')))
        {
            var answer = await nobody.GetAsync(route.Url);
            // Without an authenticator key there is no picture of it; the running jobs are a part of a page.
            var expected = route.Pattern switch
            {
                "/account/two-factor/key.svg" => HttpStatusCode.NotFound,
                "/jobs/running" => HttpStatusCode.Redirect,
                _ => HttpStatusCode.OK,
            };
            Assert.Equal((route.Pattern, expected), (route.Pattern, answer.Status));
        }
    }

    [Fact]
    public async Task Jobs_and_files_of_others_are_missing_for_whoever_may_not_see_them()
    {
        using var nobody = await host.App.SignInAsync();
        foreach (var url in new[] { $"/jobs/{Furnished.DoneJob}", $"/jobs/{Furnished.DoneJob}/errors.csv", $"/jobs/{Furnished.DoneJob}/warnings.csv", $"/jobs/{Furnished.DoneJob}?handler=Progress", $"/files/{Furnished.File}" })
            Assert.Equal((url, HttpStatusCode.NotFound), (url, (await nobody.GetAsync(url)).Status));
    }

    private static Task<Page> KnockAsync(Browser browser, Route route, Door door) =>
        browser.SendAsync(new HttpRequestMessage(new HttpMethod(door.Method), route.UrlOf(door))
        {
            Content = door.Method is "GET" or "HEAD" ? null : new FormUrlEncodedContent([]),
        });

    private static bool IsSignIn(string? location, string page) =>
        location is not null && new Uri(new Uri("http://localhost"), location) is { Host: "localhost" } led && led.AbsolutePath == page;
}
