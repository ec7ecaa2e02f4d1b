using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.Doors;

/// <summary>Requests that another site makes an administrator's browser send.</summary>
[Trait("case", "I13")]
public sealed class ForgedRequestTests(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Token = "__RequestVerificationToken";
    private readonly WispApp _app = host.App;
    private readonly Browser _admin = host.Admin;
    private readonly IReadOnlyList<Route> _routes = RouteTable.Of(host.App);

    private IEnumerable<(Route Route, Door Door)> Unsafe =>
        _routes.Where(route => !route.IsSubscribers).SelectMany(route => route.Doors.Where(door => door.Method is not ("GET" or "HEAD")).Select(door => (route, door)));

    [Fact]
    public async Task Nothing_is_done_without_the_token()
    {
        var before = await Stored.AsItIsAsync(_app.Database);
        Assert.True(Unsafe.Count() > 15);
        foreach (var (route, door) in Unsafe)
        {
            var answer = await SendAsync(door, route.UrlOf(door), Fields(null));
            // An error page that is asked for by its own address is a page that does not exist, whatever the method.
            var expected = route.Pattern switch
            {
                "/error/{code:int}" => HttpStatusCode.NotFound,
                // Machines sign what they send instead.
                "/billing/gateways/{gatewayId:guid}/notices" => HttpStatusCode.Unauthorized,
                _ => HttpStatusCode.BadRequest,
            };
            Assert.True(answer.Status == expected, $"{door.Method} {route.UrlOf(door)} without the token gives {answer.Status}");
        }

        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
        Assert.Equal(HttpStatusCode.OK, (await _admin.GetAsync("/operators")).Status);
    }

    [Fact]
    public async Task Nothing_is_done_with_anothers_token()
    {
        using var other = await _app.SignInAsAdminAsync();
        var token = TokenOf(await other.GetAsync("/account"));
        var before = await Stored.AsItIsAsync(_app.Database);
        foreach (var (route, door) in Unsafe.Where(found => !found.Route.IsAnonymous))
            Assert.Equal((route.Pattern, HttpStatusCode.BadRequest), (route.Pattern, (await SendAsync(door, route.UrlOf(door), Fields(token))).Status));
        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
    }

    [Fact]
    public async Task Nothing_is_done_by_reading()
    {
        var before = await Stored.AsItIsAsync(_app.Database);
        foreach (var (route, door) in Unsafe)
        {
            var url = route.UrlOf(door);
            var query = await new FormUrlEncodedContent(Fields(null)).ReadAsStringAsync();
            await _admin.GetAsync(url + (url.Contains('?') ? "&" : "?") + query);
            await _admin.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        }

        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
    }

    [Fact]
    public async Task Leaving_is_done_by_a_form_of_ours_only()
    {
        using var browser = await _app.SignInAsync();
        await browser.GetAsync("/sign-out");
        await browser.PostAsync("/sign-out", []);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).Status);

        var page = await browser.GetAsync("/account");
        Assert.Equal("/sign-in", (await browser.SubmitAsync(page, "form[action='/sign-out']")).Location);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_form_that_is_no_form_is_refused_and_says_nothing_of_the_inside()
    {
        foreach (var (body, type) in new[] { ("x", "multipart/form-data; boundary=nothing"), ("{\"a\":1}", "application/json"), ("%", "text/plain") })
        {
            foreach (var (route, door) in Unsafe)
            {
                var content = new StringContent(body);
                content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
                var answer = await _admin.SendAsync(new HttpRequestMessage(new HttpMethod(door.Method), route.UrlOf(door)) { Content = content });
                Assert.True((int)answer.Status is >= 400 and < 500, $"{door.Method} {route.UrlOf(door)} with {type} gives {answer.Status}");
                Assert.DoesNotContain("   at ", answer.Body, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_text_that_no_keyboard_makes_is_a_bad_request_and_a_forms_own_code_is_not_the_pages()
    {
        using var browser = _app.NewBrowser();
        var page = await browser.GetAsync("/sign-in");
        var answer = await browser.SubmitAsync(page, "form[method=post]", ("Email", "a\0b@wisp.example"), ("Password", "x"), ("Code", "500"));
        Assert.Equal((HttpStatusCode.BadRequest, "No pudimos tomar lo que enviaste"), (answer.Status, answer.Texts("h1").Single()));
    }

    // All the fields that a new operator needs, beside whatever else: enough to do damage if anything listened.
    private static List<KeyValuePair<string, string>> Fields(string? token)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("Form.Name", "Mallory"), new("Form.Email", "mallory@evil.example"), new("Form.Roles", $"{Furnished.Role}"), new("Name", "Mallory"),
            new("Language", "en"), new("draft.Name", "Mallory"), new("reason", "evil"), new("Input.Name", "Mallory"),
        ];
        if (token is not null) fields.Add(new(Token, token));
        return fields;
    }

    private Task<Page> SendAsync(Door door, string url, List<KeyValuePair<string, string>> fields) =>
        _admin.SendAsync(new HttpRequestMessage(new HttpMethod(door.Method), url) { Content = new FormUrlEncodedContent(fields) });

    private static string TokenOf(Page page) => page.Document.QuerySelector($"input[name={Token}]")!.GetAttribute("value")!;
}
