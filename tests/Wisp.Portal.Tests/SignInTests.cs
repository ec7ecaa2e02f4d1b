using System.Net;

namespace Wisp.Portal.Tests;

/// <summary>First access, sign-in, forgotten passwords, sessions.</summary>
[Collection(PortalTests.Name)]
public sealed class SignInTests(PortalApp app)
{
    [Fact]
    [Trait("rule", "PORTAL-01")]
    [Trait("rule", "PORTAL-02")]
    public async Task By_a_link_a_client_chooses_a_password_is_signed_in_and_later_signs_in_with_the_main_address()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        Assert.Contains("Hola, Ana Muñoz", (await browser.GetAsync("/portal")).Text, StringComparison.Ordinal);

        using var other = app.Wisp.NewBrowser();
        Assert.Equal("/portal", (await PortalApp.SignInAsync(other, $" {ana.Email.ToUpperInvariant()} ", PortalApp.Password)).Location);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/portal")).Status);
    }

    [Fact]
    [Trait("rule", "PORTAL-03")]
    public async Task A_link_works_once_and_for_two_hours_and_looking_at_it_does_not_use_it()
    {
        var ana = await app.ClientAsync();
        var path = await app.LinkAsync(ana);
        using var browser = app.Wisp.NewBrowser();
        // A scanner of mail looks.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(path)).Status);
        var page = await browser.GetAsync(path);
        Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
        Assert.Equal("/portal", (await browser.SubmitAsync(page, "form.stack", ("Password", PortalApp.Password), ("Again", PortalApp.Password))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.SubmitAsync(page, "form.stack", ("Password", "otra frase distinta"), ("Again", "otra frase distinta"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).Status);

        var late = await app.LinkAsync(ana);
        Assert.Equal(TimeSpan.FromHours(2), await app.Database.ValueAsync<TimeSpan>(
            "select expires_at - made_at from portal.link where client_id = $1 and used_at is null", ana.Id));
        await app.Database.RunAsync("update portal.link set expires_at = now() - interval '1 second' where client_id = $1 and used_at is null", ana.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(late)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/portal/link/inventado")).Status);
    }

    [Fact]
    [Trait("rule", "PORTAL-03")]
    public async Task The_same_is_said_whether_or_not_the_address_is_a_clients_and_nothing_is_sent_to_strangers()
    {
        var ana = await app.ClientAsync();
        var stranger = $"{PortalApp.Unique("nadie")}@example.org";
        using var browser = app.Wisp.NewBrowser();
        var known = await browser.SubmitAsync(await browser.GetAsync("/portal/forgot"), "form.stack", ("Email", ana.Email));
        var unknown = await browser.SubmitAsync(await browser.GetAsync("/portal/forgot"), "form.stack", ("Email", stranger));
        Assert.Equal(HttpStatusCode.OK, known.Status);
        Assert.Equal(known.Text, unknown.Text);
        Assert.Contains("Si esa dirección es la de un cliente, le llega un enlace", known.Text, StringComparison.Ordinal);

        // Asked after it, and so answered after it.
        await app.LinkAsync(ana);
        Assert.Empty(app.MailsTo(stranger));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.mail where address = $1", stranger));
    }

    [Fact]
    [Trait("rule", "PORTAL-03")]
    public async Task Wrong_passwords_lock_known_and_unknown_addresses_alike()
    {
        var ana = await app.ClientAsync();
        using (await app.SignedInAsync(ana))
        {
            using var browser = app.Wisp.NewBrowser();
            var stranger = $"{PortalApp.Unique("nadie")}@example.org";
            var said = new HashSet<string>();
            for (var turn = 0; turn < 10; turn++)
                foreach (var email in (string[])[ana.Email, stranger])
                {
                    var page = await PortalApp.SignInAsync(browser, email, "no es esta clave");
                    Assert.Equal(HttpStatusCode.OK, page.Status);
                    said.Add(page.Document.QuerySelector("[role=alert]")!.TextContent.Trim());
                }

            // The eleventh is refused though it is right.
            said.Add((await PortalApp.SignInAsync(browser, ana.Email, PortalApp.Password)).Document.QuerySelector("[role=alert]")!.TextContent.Trim());
            Assert.Equal(["El e-mail o la contraseña no son correctos, o hubo demasiados intentos. Probá de nuevo en unos minutos, o pedí un enlace nuevo."], said);
            app.Wisp.Clock.Advance(TimeSpan.FromMinutes(16));
            Assert.Equal("/portal", (await PortalApp.SignInAsync(browser, ana.Email, PortalApp.Password)).Location);
        }
    }

    [Fact]
    [Trait("rule", "PWD-05")]
    public async Task Passwords_that_are_short_repeated_or_the_clients_own_name_are_refused_with_the_rule()
    {
        var ana = await app.ClientAsync("Ana Muñoz Pérez");
        var path = await app.LinkAsync(ana);
        using var browser = app.Wisp.NewBrowser();
        (string Password, string Again, string Said)[] tries =
        [
            ("", "", "Escribí la contraseña nueva."),
            ("corta", "corta", "La contraseña es corta: necesita al menos 10 caracteres."),
            ("aaaabbbbaaaa", "aaaabbbbaaaa", "La contraseña repite pocos caracteres: usá al menos 4 distintos."),
            ("muñoz pérez", "muñoz pérez", "La contraseña es tu nombre o tu e-mail con poco más. Elegí otra."),
            ("tres gatos azules", "tres gatos rojos", "Las dos contraseñas no son iguales."),
            (new string('x', 120) + "abcdefghi", "", "La contraseña es larga: puede tener 128 caracteres."),
        ];
        foreach (var (password, again, said) in tries)
        {
            var page = await browser.SubmitAsync(await browser.GetAsync(path), "form.stack", ("Password", password), ("Again", again));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(said, page.Texts(".error-summary li"));
        }

        Assert.Null(await app.Database.ValueAsync<string>("select password_hash from portal.access where id = $1", ana.Id));
    }

    [Fact]
    [Trait("rule", "PWD-05")]
    public async Task A_changed_password_ends_the_other_sessions_and_links_and_keeps_this_one()
    {
        var ana = await app.ClientAsync();
        using var here = await app.SignedInAsync(ana);
        using var there = app.Wisp.NewBrowser();
        await PortalApp.SignInAsync(there, ana.Email, PortalApp.Password);
        var link = await app.LinkAsync(ana);

        var wrong = await here.SubmitAsync(await here.GetAsync("/portal/password"), "form.stack", ("Old", "otra cosa cualquiera"), ("Password", "cuatro perros verdes"), ("Again", "cuatro perros verdes"));
        Assert.Equal(["La contraseña actual no es esa."], wrong.Texts(".error-summary li"));
        var changed = await here.SubmitAsync(await here.GetAsync("/portal/password"), "form.stack", ("Old", PortalApp.Password), ("Password", "cuatro perros verdes"), ("Again", "cuatro perros verdes"));
        Assert.Equal("/portal", changed.Location);

        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/portal")).Status);
        Assert.StartsWith("http://localhost/portal/sign-in", (await there.GetAsync("/portal")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await here.GetAsync(link)).Status);
        Assert.Null((await PortalApp.SignInAsync(there, ana.Email, PortalApp.Password)).Location);
        Assert.Equal("/portal", (await PortalApp.SignInAsync(there, ana.Email, "cuatro perros verdes")).Location);
        // Whose change it was stands in the audit, without the password.
        Assert.Equal("Ana Muñoz portal", await app.Database.ValueAsync<string>(
            "select actor || ' ' || channel from host.audit where table_name = 'access' and schema_name = 'portal' and entity_id = $1 and new ? 'password_hash' order by id desc limit 1", ana.Id));
        Assert.Equal("•••", await app.Database.ValueAsync<string>(
            "select new->>'password_hash' from host.audit where table_name = 'access' and schema_name = 'portal' and entity_id = $1 and new ? 'password_hash' order by id desc limit 1", ana.Id));
    }

    [Fact]
    public async Task A_session_is_listed_and_ended_and_signing_out_ends_ones_own()
    {
        var ana = await app.ClientAsync();
        using var here = await app.SignedInAsync(ana);
        using var there = app.Wisp.NewBrowser();
        await PortalApp.SignInAsync(there, ana.Email, PortalApp.Password);

        var me = await here.GetAsync("/portal/me");
        Assert.Equal(2, me.Texts("ul.rows > li").Count);
        Assert.Equal("/portal/me", (await here.SubmitAsync(me, "form[action*='handler=End&']")).Location);
        Assert.Contains("/portal/sign-in", (await there.GetAsync("/portal")).Location, StringComparison.Ordinal);

        var home = await here.GetAsync("/portal");
        Assert.Equal("/portal", (await here.SubmitAsync(home, "form[action='/portal/language']", ("language", "en"))).Location);
        Assert.Contains("Hello, Ana Muñoz", (await here.GetAsync("/portal")).Text, StringComparison.Ordinal);
        Assert.Equal("/portal/sign-in", (await here.SubmitAsync(home, "form[action='/portal/sign-out']")).Location);
        Assert.Contains("/portal/sign-in", (await here.GetAsync("/portal")).Location, StringComparison.Ordinal);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.session where client_id = $1 and ended_at is null", ana.Id));
    }

    [Fact]
    public async Task The_cookie_is_the_portals_alone_and_each_sign_in_has_a_session_of_its_own()
    {
        var ana = await app.ClientAsync();
        using (await app.SignedInAsync(ana))
        {
            using var browser = app.Wisp.NewBrowser("https://localhost");
            var page = await browser.GetAsync("/portal/sign-in");
            var first = await browser.SubmitAsync(page, "form.stack", ("Email", ana.Email), ("Password", PortalApp.Password));
            var cookie = first.Headers["Set-Cookie"].Split('\n').Single(line => line.StartsWith("wisp_portal=", StringComparison.Ordinal)).ToLowerInvariant();
            foreach (var flag in (string[])["httponly", "secure", "samesite=lax", "path=/portal"]) Assert.Contains(flag, cookie, StringComparison.Ordinal);
            await PortalApp.SignInAsync(browser, ana.Email, PortalApp.Password);
            Assert.Equal(3, await app.Database.ValueAsync<long>("select count(*) from portal.session where client_id = $1", ana.Id));
        }
    }

    [Fact]
    public async Task Over_https_no_cookie_of_the_portal_goes_over_http_to_scripts_or_along_with_other_sites()
    {
        var ana = await app.ClientAsync();
        using (await app.SignedInAsync(ana))
        {
            using var browser = app.Wisp.NewBrowser("https://localhost");
            List<Page> seen = [await browser.GetAsync("/portal/sign-in")];
            seen.Add(await browser.SubmitAsync(seen[0], "button[name=language]"));
            seen.Add(await PortalApp.SignInAsync(browser, ana.Email, PortalApp.Password));
            var phone = app.Push.NewReceiver();
            seen.Add(await browser.SubmitAsync(await browser.GetAsync("/portal/me"), "form[data-push]", ("Endpoint", phone.Endpoint), ("P256dh", phone.P256dh), ("Auth", phone.Auth)));
            var cookies = seen.SelectMany(page => page.Headers.GetValueOrDefault("Set-Cookie", "").Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
            // Against forgery, the language, the session, and what is said on the next page.
            Assert.Equal(4, cookies.Select(cookie => cookie.Split('=')[0]).Distinct().Count());
            Assert.All(cookies, cookie => Assert.Matches("(?i)(?=.*; secure)(?=.*; httponly)(?=.*; samesite=(lax|strict))", cookie));
        }
    }

    [Theory]
    [InlineData("/portal/invoices?before=4", "/portal/invoices?before=4")]
    [InlineData("https://evil.example/portal", "/portal")]
    [InlineData("//evil.example", "/portal")]
    [InlineData("/portal/\\evil.example", "/portal")]
    [InlineData("/clients", "/portal")]
    [InlineData("/portalx", "/portal")]
    public async Task A_sign_in_leads_nowhere_but_into_the_portal(string wanted, string led)
    {
        var ana = await app.ClientAsync();
        using (await app.SignedInAsync(ana))
        {
            using var browser = app.Wisp.NewBrowser();
            var page = await browser.GetAsync("/portal/sign-in?returnUrl=" + Uri.EscapeDataString(wanted));
            Assert.Equal(led, (await browser.SubmitAsync(page, "form.stack", ("Email", ana.Email), ("Password", PortalApp.Password))).Location);
        }
    }

    [Fact]
    public async Task Links_in_mails_begin_with_the_address_that_was_set_whatever_host_the_request_names()
    {
        var ana = await app.ClientAsync();
        using var browser = app.Wisp.NewBrowser("http://evil.example");
        await browser.SubmitAsync(await browser.GetAsync("/portal/forgot"), "form.stack", ("Email", ana.Email));
        var mail = await app.MailAsync(ana.Email);
        Assert.DoesNotContain("evil.example", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
        Assert.StartsWith("/portal/link/", PortalApp.PathOf(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_worth_nothing_any_more_is_taken_away_at_night_and_what_is_in_use_stays()
    {
        var ana = await app.ClientAsync();
        using var here = await app.SignedInAsync(ana);
        using var stranger = app.Wisp.NewBrowser();
        await PortalApp.SignInAsync(stranger, $"{PortalApp.Unique("nadie")}@example.org", "no es esta clave");
        await app.Database.RunAsync("update portal.sign_in_try set first_at = now() - interval '2 days'");
        await app.Database.RunAsync("insert into portal.session (id, client_id, kind, made_at, last_seen_at, expires_at) select host.uuid7(), $1, 'link', now() - interval '200 days', now(), now() - interval '91 days' from generate_series(1, 3)", ana.Id);
        await app.Database.RunAsync("insert into portal.link (client_id, digest, made_by, made_at, expires_at) values ($1, sha256('vieja'), 'operator', now() - interval '100 days', now() - interval '98 days')", ana.Id);

        await app.Admin.SubmitAsync(await app.Admin.GetAsync("/jobs/timers"), "form[action*=Run]", ("timer", "portal.sweep-accesses"));

        await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from portal.session where client_id = $1", ana.Id), left => left == 1);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.sign_in_try where first_at < now() - interval '1 day'"));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.link where client_id = $1", ana.Id));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/portal")).Status);
    }
}
