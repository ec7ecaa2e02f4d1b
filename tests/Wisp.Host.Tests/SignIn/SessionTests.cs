using System.Net;
using System.Text.RegularExpressions;
using Wisp.Testing;

namespace Wisp.Host.Tests.SignIn;

public sealed class SessionTests(OwnHost host) : IClassFixture<OwnHost>
{
    private const string NewPassword = "palabras nuevas y largas 7";
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);
    private readonly WispApp _app = host.App;

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_of_other_sites()
    {
        var account = await Accounts.MakeAsync(_app.Database);
        using var plain = _app.NewBrowser();
        using var secure = _app.NewBrowser("https://wisp.example");
        foreach (var (browser, isSecure) in new[] { (plain, false), (secure, true) })
        {
            var page = await browser.GetAsync("/sign-in");
            var answer = await browser.SubmitAsync(page, "form[method=post]", ("Email", account.Email), ("Password", account.Password));
            var language = await browser.SubmitAsync(await browser.GetAsync("/account"), "form[action='/language']", ("language", "es"));
            var said = await browser.SubmitAsync(await browser.GetAsync("/account"), "main form", ("Name", "Ana"));
            var cookies = new[] { page, answer, language, said }.SelectMany(p => p.Headers.GetValueOrDefault("Set-Cookie", "").Split('\n'))
                .Where(cookie => cookie.Length > 0 && !cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal)).ToList();

            Assert.Equal(["wisp_admin", "wisp_lang", "wisp_note", "wisp_xsrf"], cookies.Select(c => c.Split('=')[0]).Distinct().Order());
            foreach (var cookie in cookies)
            {
                Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Matches(new Regex("samesite=(lax|strict)", RegexOptions.IgnoreCase), cookie);
                Assert.Equal((cookie, isSecure), (cookie, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)));
                Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            }

            Assert.Equal(isSecure, answer.Headers.ContainsKey("Strict-Transport-Security"));
        }
    }

    [Fact]
    public async Task Signing_in_gives_a_new_session_whatever_cookie_came_with_it()
    {
        var (mine, theirs) = (await Accounts.MakeAsync(_app.Database), await Accounts.MakeAsync(_app.Database));
        using var browser = _app.NewBrowser();
        await browser.SignInAsync(theirs);
        // Someone signs in on a browser that was left signed in as somebody else.
        var page = await browser.GetAsync("/account");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await browser.PostAsync("/sign-in", [new("Email", mine.Email), new("Password", mine.Password), new("__RequestVerificationToken", token)]);
        Assert.Equal("/", answer.Location);

        Assert.Contains(mine.Email, (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await _app.Database.ValueAsync<long>(
            "select count(distinct id) from host.operator_session where operator_id in ($1, $2)", mine.Id, theirs.Id));
    }

    [Fact]
    public async Task A_stolen_cookie_is_worth_nothing_after_the_sign_out()
    {
        using var browser = await _app.SignInAsync();
        using var thief = _app.NewBrowser();
        var cookie = CookieOf(await SentByAsync(browser));
        await browser.SubmitAsync(await browser.GetAsync("/account"), "form[action='/sign-out']");

        _app.Clock.Advance(Minute);
        Assert.Equal(HttpStatusCode.Redirect, (await WithAsync(thief, cookie, "/account")).Status);
    }

    [Fact]
    public async Task Sessions_are_listed_and_another_is_ended()
    {
        var account = await Accounts.MakeAsync(_app.Database);
        using var here = _app.NewBrowser();
        using var there = _app.NewBrowser();
        there.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0");
        await here.SignInAsync(account);
        await there.SignInAsync(account);

        var page = await here.GetAsync("/account");
        Assert.Equal(2, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains(page.Texts("tbody th"), text => text == "Firefox, Windows");
        await here.SubmitAsync(page, "tbody form");

        Assert.Single((await here.GetAsync("/account")).Document.QuerySelectorAll("tbody tr"));
        _app.Clock.Advance(Minute);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Nobody_ends_anothers_session()
    {
        var (mine, theirs) = (await Accounts.MakeAsync(_app.Database), await Accounts.MakeAsync(_app.Database));
        using var me = _app.NewBrowser();
        using var other = _app.NewBrowser();
        await me.SignInAsync(mine);
        await other.SignInAsync(theirs);
        var session = await _app.Database.ValueAsync<Guid>("select id from host.operator_session where operator_id = $1", theirs.Id);
        var page = await me.GetAsync("/account");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await me.PostAsync($"/account?handler=End&session={session}", [new("__RequestVerificationToken", token)]);

        _app.Clock.Advance(Minute);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_even_of_one_who_hurries()
    {
        var account = await Accounts.MakeAsync(_app.Database);
        using var here = _app.NewBrowser();
        using var thief = _app.NewBrowser();
        await here.SignInAsync(account);
        await thief.SignInAsync(account);
        var thiefsPage = await thief.GetAsync("/account");

        var answer = await here.SubmitAsync(
            await here.GetAsync("/account/password"), "main form", ("Current", account.Password), ("Wanted", NewPassword), ("Again", NewPassword));
        Assert.Equal("/account", answer.Location);
        Assert.Single((await here.GetAsync("/account")).Document.QuerySelectorAll("tbody tr"));

        // Within the minute the thief has the cookie written anew, which must not bring the session back to life.
        await thief.SubmitAsync(thiefsPage, "form[action='/language']", ("language", "en"));
        await thief.SubmitAsync(thiefsPage, "main form", ("Name", "Thief"));
        _app.Clock.Advance(Minute);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_new_password_is_asked_for_the_old_one_and_obeys_the_rules()
    {
        var account = await Accounts.MakeAsync(_app.Database);
        using var browser = _app.NewBrowser();
        await browser.SignInAsync(account);
        foreach (var (current, wanted, again, message) in new[]
        {
            ("otra clave larga 22", NewPassword, NewPassword, "La contraseña no es esa."),
            (account.Password, account.Password, account.Password, "La contraseña nueva tiene que ser otra."),
            (account.Password, "corta", "corta", "Es corta: van al menos 12 caracteres."),
            (account.Password, "aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "Usá al menos 5 caracteres distintos."),
            (account.Password, account.Email, account.Email, "No uses tu nombre ni tu correo."),
            (account.Password, NewPassword, NewPassword + "x", "Las dos contraseñas nuevas no coinciden."),
            (account.Password, new string('x', 120) + "abcdefghi", new string('x', 120) + "abcdefghi", "Como mucho 128 caracteres."),
        })
        {
            var answer = await browser.SubmitAsync(
                await browser.GetAsync("/account/password"), "main form", ("Current", current), ("Wanted", wanted), ("Again", again));
            Assert.Equal(message, answer.Texts(".field-error").Single(text => text.Length > 0));
        }
    }

    [Fact]
    public async Task A_disabled_operator_is_out_within_a_minute()
    {
        var account = await Accounts.MakeAsync(_app.Database, "audit.view");
        using var browser = _app.NewBrowser();
        using var admin = await _app.SignInAsAdminAsync();
        await browser.SignInAsync(account);
        var page = await admin.GetAsync($"/operators/{account.Id}");
        await admin.SubmitAsync(page, "button[formaction*=Disable]");

        _app.Clock.Advance(Minute);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/audit")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetPartAsync("/audit")).Status);
    }

    [Fact]
    public async Task A_session_ends_when_nobody_is_there()
    {
        using var browser = await _app.SignInAsync();
        for (var hour = 0; hour < 9; hour++)
        {
            _app.Clock.Advance(TimeSpan.FromHours(1));
            var poll = new HttpRequestMessage(HttpMethod.Get, "/jobs/running");
            poll.Headers.Add("HX-Request", "true");
            poll.Headers.Add("X-Wisp-Poll", "1");
            await browser.SendAsync(poll);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).Status);
    }

    private static async Task<HttpRequestMessage> SentByAsync(Browser browser)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        using var response = await browser.Client.SendAsync(request);
        return request;
    }

    private static string CookieOf(HttpRequestMessage request) => request.Headers.GetValues("Cookie").Single();

    private static Task<Page> WithAsync(Browser browser, string cookie, string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Cookie", cookie);
        return browser.SendAsync(request);
    }
}
