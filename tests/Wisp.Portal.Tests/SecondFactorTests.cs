using System.Net;

namespace Wisp.Portal.Tests;

/// <summary>The authenticator app of a subscriber.</summary>
[Collection(PortalTests.Name)]
public sealed class SecondFactorTests(PortalApp app)
{
    [Fact]
    [Trait("rule", "PORTAL-01")]
    public async Task Once_proved_a_code_is_asked_for_each_is_good_once_and_recovery_codes_are_too()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var (key, codes) = await TurnOnAsync(browser);
        Assert.DoesNotContain(key, await app.Database.ValueAsync<string>("select string_agg(value, ' ') from portal.access_token where access_id = $1", ana.Id) ?? "", StringComparison.Ordinal);

        using var other = app.Wisp.NewBrowser();
        var step = await PortalApp.SignInAsync(other, ana.Email, PortalApp.Password);
        Assert.StartsWith("/portal/sign-in/code", step.Location, StringComparison.Ordinal);
        // A right password alone opens nothing.
        Assert.StartsWith("/portal/sign-in", new Uri(new Uri("http://localhost"), (await other.GetAsync("/portal")).Location).PathAndQuery, StringComparison.Ordinal);
        var page = await other.GetAsync("/portal/sign-in/code");
        app.Wisp.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = AuthenticatorApp.Code(key, app.Wisp.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, (await other.SubmitAsync(page, "main form", ("Code", code == "000000" ? "000001" : "000000"))).Status);
        Assert.Equal("/portal", (await other.SubmitAsync(page, "main form", ("Code", code))).Location);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/portal")).Status);

        using var third = app.Wisp.NewBrowser();
        await PortalApp.SignInAsync(third, ana.Email, PortalApp.Password);
        page = await third.GetAsync("/portal/sign-in/code");
        Assert.Equal(HttpStatusCode.OK, (await third.SubmitAsync(page, "main form", ("Code", code))).Status);
        Assert.Equal("/portal", (await third.SubmitAsync(page, "main form", ("Code", codes[0]))).Location);
        using var fourth = app.Wisp.NewBrowser();
        await PortalApp.SignInAsync(fourth, ana.Email, PortalApp.Password);
        Assert.Equal(HttpStatusCode.OK, (await fourth.SubmitAsync(await fourth.GetAsync("/portal/sign-in/code"), "main form", ("Code", codes[0]))).Status);

        // After five minutes the password is asked for again.
        app.Wisp.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("/portal/sign-in", (await fourth.GetAsync("/portal/sign-in/code")).Location);

        var off = await browser.GetAsync("/portal/second-factor");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync(off, "main form", ("Password", "otra cosa cualquiera"))).Status);
        Assert.Equal("/portal/me", (await browser.SubmitAsync(off, "main form", ("Password", PortalApp.Password))).Location);
        using var fifth = app.Wisp.NewBrowser();
        Assert.Equal("/portal", (await PortalApp.SignInAsync(fifth, ana.Email, PortalApp.Password)).Location);
    }

    [Fact]
    [Trait("rule", "PORTAL-02")]
    public async Task A_mailed_link_alone_opens_no_access_with_an_authenticator_app()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var (key, _) = await TurnOnAsync(browser);
        var path = await app.LinkAsync(ana);
        using var other = app.Wisp.NewBrowser();
        var page = await other.GetAsync(path);
        app.Wisp.Clock.Advance(TimeSpan.FromMinutes(1));
        var without = await other.SubmitAsync(page, "form.stack", ("Password", "cuatro perros verdes"), ("Again", "cuatro perros verdes"), ("Code", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        // Nothing was changed by it, and the session stands.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portal")).Status);
        var code = AuthenticatorApp.Code(key, app.Wisp.Clock.GetUtcNow());
        Assert.Equal("/portal", (await other.SubmitAsync(page, "form.stack", ("Password", "cuatro perros verdes"), ("Again", "cuatro perros verdes"), ("Code", code))).Location);
    }

    [Fact]
    [Trait("rule", "PORTAL-01")]
    public async Task Codes_are_not_guessed_for_long()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var (key, _) = await TurnOnAsync(browser);
        using var other = app.Wisp.NewBrowser();
        await PortalApp.SignInAsync(other, ana.Email, PortalApp.Password);
        var page = await other.GetAsync("/portal/sign-in/code");
        for (var turn = 0; turn < 10; turn++) await other.SubmitAsync(page, "main form", ("Code", "12345"));
        app.Wisp.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await other.SubmitAsync(page, "main form", ("Code", AuthenticatorApp.Code(key, app.Wisp.Clock.GetUtcNow())))).Status);
    }

    [Fact]
    [Trait("rule", "PORTAL-01")]
    public async Task An_operator_takes_it_off_for_somebody_who_lost_phone_and_codes()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        await TurnOnAsync(browser);
        var url = $"/subscribers/{ana.Id}";
        Assert.Equal(url, (await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "#access button[formaction$='handler=Factor']")).Location);
        using var other = app.Wisp.NewBrowser();
        Assert.Equal("/portal", (await PortalApp.SignInAsync(other, ana.Email, PortalApp.Password)).Location);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.access_token where access_id = $1", ana.Id));
    }

    [Fact]
    [Trait("rule", "PORTAL-01")]
    public async Task It_is_turned_on_with_codes_and_the_end_of_other_sessions_or_not_at_all()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        using var other = app.Wisp.NewBrowser();
        await PortalApp.SignInAsync(other, ana.Email, PortalApp.Password);
        await browser.SubmitAsync(await browser.GetAsync("/portal/second-factor"), "main form", ("Password", PortalApp.Password));
        var page = await browser.GetAsync("/portal/second-factor");
        var code = AuthenticatorApp.Code(page.Document.QuerySelector("#key")!.TextContent, app.Wisp.Clock.GetUtcNow());
        await using (await FallingAsync("portal.session", $"new.client_id = '{ana.Id}' and new.ended_at is not null", "raise exception 'fell'"))
            Assert.Equal(HttpStatusCode.InternalServerError, (await browser.SubmitAsync(page, "main form", ("Code", code))).Status);
        Assert.Equal("f 0 unused", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', two_factor_enabled, (select count(*) from portal.access_token where access_id = $1 and name = 'RecoveryCodes'), coalesce(second_factor_step::text, 'unused')) from portal.access where id = $1", ana.Id));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/portal")).Status);

        // The same code is good for the whole of it.
        Assert.Equal(10, (await browser.SubmitAsync(page, "main form", ("Code", code))).Texts("#recovery li").Count);
        Assert.Contains("/portal/sign-in", (await other.GetAsync("/portal")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portal")).Status);
    }

    [Fact]
    [Trait("rule", "PORTAL-01")]
    public async Task When_it_cannot_be_taken_off_that_is_said_and_its_key_and_codes_stay()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        await TurnOnAsync(browser);
        var (url, off) = ($"/subscribers/{ana.Id}", await browser.GetAsync("/portal/second-factor"));
        await using (await FallingAsync("portal.access", $"new.id = '{ana.Id}'", "return null"))
        {
            var mine = await browser.SubmitAsync(off, "main form", ("Password", PortalApp.Password));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, mine.Status);
            Assert.Equal(["Alguien cambió este acceso al mismo tiempo. Probá de nuevo."], mine.Texts(".error-summary li"));
            var theirs = await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "#access button[formaction$='handler=Factor']");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, theirs.Status);
            Assert.Equal(["Alguien cambió este acceso al mismo tiempo, y no se quitó nada. Probá de nuevo."], theirs.Texts(".error-summary li"));
        }

        Assert.Equal("t 2", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', two_factor_enabled, (select count(*) from portal.access_token where access_id = $1)) from portal.access where id = $1", ana.Id));
        Assert.Equal("/portal/me", (await browser.SubmitAsync(off, "main form", ("Password", PortalApp.Password))).Location);
    }

    // Until the answer is disposed the database does something else than it is told.
    private async Task<IAsyncDisposable> FallingAsync(string table, string when, string does)
    {
        await app.Database.RunAsync($"create function public.fall() returns trigger language plpgsql as $$ begin {does}; end $$");
        await app.Database.RunAsync($"create trigger fall before update on {table} for each row when ({when}) execute function public.fall()");
        return new Trap(app);
    }

    private sealed class Trap(PortalApp app) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await app.Database.RunAsync("drop function public.fall() cascade");
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(Browser browser)
    {
        await browser.SubmitAsync(await browser.GetAsync("/portal/second-factor"), "main form", ("Password", PortalApp.Password));
        var page = await browser.GetAsync("/portal/second-factor");
        var key = page.Document.QuerySelector("#key")!.TextContent;
        Assert.NotNull(page.Document.QuerySelector("svg.qr path"));
        var proved = await browser.SubmitAsync(page, "main form", ("Code", AuthenticatorApp.Code(key, app.Wisp.Clock.GetUtcNow())));
        var codes = proved.Texts("#recovery li");
        Assert.Equal(10, codes.Count);
        Assert.Empty((await browser.GetAsync("/portal/second-factor")).Texts("#recovery li"));
        return (key, codes);
    }
}
