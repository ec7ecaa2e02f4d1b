using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.SignIn;

public sealed class SecondFactorTests(OwnHost host) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);
    private readonly WispApp _app = host.App;
    private Account _account = null!;

    public async Task InitializeAsync() => _account = await Accounts.MakeAsync(_app.Database);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task It_is_turned_on_with_a_password_and_a_code_and_then_asked_for()
    {
        using var browser = _app.NewBrowser();
        await browser.SignInAsync(_account);
        var wrong = await browser.SubmitAsync(await browser.GetAsync("/account/two-factor"), "main form", ("Password", "otra clave larga 22"));
        Assert.Empty(wrong.Document.QuerySelectorAll("#key"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/account/two-factor/key.svg")).Status);

        var key = await BeginAsync(browser);
        var picture = await browser.GetAsync("/account/two-factor/key.svg");
        Assert.Equal("image/svg+xml", picture.Headers["Content-Type"].Split(';')[0]);
        Assert.Contains("no-store", picture.Headers["Cache-Control"], StringComparison.Ordinal);

        var page = await browser.GetAsync("/account/two-factor");
        var unproved = await browser.SubmitAsync(page, "main form", ("Code", AuthenticatorApp.Code(key, _app.Clock.GetUtcNow(), stepsAhead: 5)));
        Assert.Contains("Ese código no coincide.", unproved.Text, StringComparison.Ordinal);
        Assert.Equal("/", (await FirstStepAsync(_app.NewBrowser())).Location);

        Assert.Equal(10, (await ProveAsync(browser, key)).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/account/two-factor/key.svg")).Status);
        Assert.DoesNotContain(key, (await browser.GetAsync("/account/two-factor")).Body, StringComparison.Ordinal);
        Assert.Equal("/sign-in/code", (await FirstStepAsync(_app.NewBrowser())).Location);
    }

    [Fact]
    public async Task The_first_step_alone_opens_nothing()
    {
        await TurnOnAsync();
        using var browser = _app.NewBrowser();
        await FirstStepAsync(browser);
        foreach (var url in new[] { "/", "/account", "/jobs", "/account/two-factor" })
            Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(url)).Status);
        using var stranger = _app.NewBrowser();
        Assert.Equal("/sign-in", (await stranger.GetAsync("/sign-in/code")).Location);
    }

    [Fact]
    public async Task A_code_opens_once_and_an_older_one_not_at_all()
    {
        var (key, _) = await TurnOnAsync();
        _app.Clock.Advance(Step);
        var code = AuthenticatorApp.Code(key, _app.Clock.GetUtcNow());

        using var first = _app.NewBrowser();
        Assert.Equal("/", (await SecondStepAsync(first, code)).Location);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/account")).Status);

        using var second = _app.NewBrowser();
        var replayed = await SecondStepAsync(second, code);
        Assert.Equal((HttpStatusCode.OK, "Ese código no sirve, o hubo demasiados intentos. Probá con el próximo."), (replayed.Status, replayed.Texts("[role=alert]")[0]));
        using var third = _app.NewBrowser();
        Assert.Null((await SecondStepAsync(third, AuthenticatorApp.Code(key, _app.Clock.GetUtcNow(), stepsAhead: -1))).Location);

        _app.Clock.Advance(Step);
        using var fourth = _app.NewBrowser();
        Assert.Equal("/", (await SecondStepAsync(fourth, AuthenticatorApp.Code(key, _app.Clock.GetUtcNow()))).Location);
    }

    [Fact]
    public async Task Two_who_use_a_code_at_once_do_not_both_get_in()
    {
        var (key, _) = await TurnOnAsync();
        _app.Clock.Advance(Step);
        var code = AuthenticatorApp.Code(key, _app.Clock.GetUtcNow());
        var pages = new List<(Browser Browser, Page Page)>();
        for (var i = 0; i < 4; i++)
        {
            var browser = _app.NewBrowser();
            await FirstStepAsync(browser);
            pages.Add((browser, await browser.GetAsync("/sign-in/code")));
        }

        var answers = await Task.WhenAll(pages.Select(one => one.Browser.SubmitAsync(one.Page, "form[method=post]", ("Code", code))));
        Assert.Single(answers, answer => answer.Location == "/");
    }

    [Fact]
    public async Task A_recovery_code_opens_once_however_it_is_written()
    {
        var (_, codes) = await TurnOnAsync();
        using var first = _app.NewBrowser();
        Assert.Equal("/", (await SecondStepAsync(first, $" {codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} ")).Location);
        using var second = _app.NewBrowser();
        Assert.Null((await SecondStepAsync(second, codes[0])).Location);
        Assert.Contains("9", (await first.GetAsync("/account")).Texts("dd"));

        var atOnce = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            using var browser = _app.NewBrowser();
            return (await SecondStepAsync(browser, codes[1])).Location;
        }));
        Assert.True(atOnce.Count(location => location == "/") <= 1);
    }

    [Fact]
    [Trait("case", "I09")]
    public async Task Five_wrong_codes_lock_the_account()
    {
        var (key, _) = await TurnOnAsync();
        _app.Clock.Advance(Step);
        using var browser = _app.NewBrowser();
        await FirstStepAsync(browser);
        var page = await browser.GetAsync("/sign-in/code");
        var right = AuthenticatorApp.Code(key, _app.Clock.GetUtcNow());
        var wrong = right == "000000" ? "111111" : "000000";
        for (var i = 0; i < 5; i++) await browser.SubmitAsync(page, "form[method=post]", ("Code", i % 2 == 0 ? wrong : "AAAAA-AAAAA"));

        Assert.Null((await browser.SubmitAsync(page, "form[method=post]", ("Code", right))).Location);
        Assert.Null((await FirstStepAsync(_app.NewBrowser())).Location);
    }

    [Fact]
    public async Task It_is_turned_off_with_the_password_only_and_the_keys_lie_encrypted()
    {
        using var browser = _app.NewBrowser();
        await browser.SignInAsync(_account);
        var key = await BeginAsync(browser);
        var codes = await ProveAsync(browser, key);
        var stored = await _app.Database.ValueAsync<string>("select string_agg(value, ' ') from host.operator_token where operator_id = $1", _account.Id);
        Assert.DoesNotContain(key, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0], stored, StringComparison.Ordinal);

        var page = await browser.GetAsync("/account/two-factor");
        await browser.SubmitAsync(page, "button[formaction*=End]", ("Password", "otra clave larga 22"));
        Assert.Equal("/sign-in/code", (await FirstStepAsync(_app.NewBrowser())).Location);

        await browser.SubmitAsync(page, "button[formaction*=End]", ("Password", _account.Password));
        Assert.Equal("/", (await FirstStepAsync(_app.NewBrowser())).Location);
        Assert.Equal(0, await _app.Database.ValueAsync<long>("select count(*) from host.operator_token where operator_id = $1", _account.Id));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).Status);
    }

    private async Task<(string Key, string[] Codes)> TurnOnAsync()
    {
        using var browser = _app.NewBrowser();
        await browser.SignInAsync(_account);
        var key = await BeginAsync(browser);
        return (key, await ProveAsync(browser, key));
    }

    private async Task<string> BeginAsync(Browser browser)
    {
        await browser.SubmitAsync(await browser.GetAsync("/account/two-factor"), "main form", ("Password", _account.Password));
        return (await browser.GetAsync("/account/two-factor")).Texts("#key").Single();
    }

    private async Task<string[]> ProveAsync(Browser browser, string key)
    {
        var page = await browser.GetAsync("/account/two-factor");
        var shown = await browser.SubmitAsync(page, "main form", ("Code", AuthenticatorApp.Code(key, _app.Clock.GetUtcNow())));
        return shown.Texts("#codes").Single().Split(' ');
    }

    private Task<Page> FirstStepAsync(Browser browser) => StepAsync(browser, "/sign-in", ("Email", _account.Email), ("Password", _account.Password));

    private async Task<Page> SecondStepAsync(Browser browser, string code)
    {
        await FirstStepAsync(browser);
        return await StepAsync(browser, "/sign-in/code", ("Code", code));
    }

    private static async Task<Page> StepAsync(Browser browser, string url, params (string, string?)[] typed) =>
        await browser.SubmitAsync(await browser.GetAsync(url), "form[method=post]", typed);
}
