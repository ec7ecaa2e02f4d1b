using System.Net;

namespace Wisp.Portal.Tests;

/// <summary>"Regenerar contraseña" and the access link beside it.</summary>
[Collection(PortalTests.Name)]
public sealed class RegenerateTests(PortalApp app)
{
    private const string Button = "#access button[formaction$='handler=Password']";

    [Fact]
    [Trait("rule", "PWD-02")]
    [Trait("rule", "PWD-03")]
    [Trait("rule", "PWD-05")]
    [Trait("rule", "PWD-06")]
    public async Task A_password_is_made_and_mailed_ends_the_sessions_and_must_be_changed_and_nobody_else_sees_it()
    {
        var ana = await app.ClientAsync($"{PortalApp.Unique("Regina")} Rey");
        using var before = await app.SignedInAsync(ana);
        var row = (await app.Admin.GetAsync($"/clients?q={ana.Name.Split(' ')[0]}")).Document.QuerySelector("tbody .row-actions a[title='Regenerar contraseña']")!;
        var page = await app.Admin.GetAsync(row.GetAttribute("href")!);
        Assert.Contains("Se crea una contraseña nueva", page.Document.QuerySelector(Button)!.GetAttribute("data-confirm"), StringComparison.Ordinal);

        var done = await app.Admin.SubmitAsync(page, Button);

        Assert.Equal($"/subscribers/{ana.Id}", done.Location);
        Assert.Contains("/portal/sign-in", (await before.GetAsync("/portal")).Location, StringComparison.Ordinal);
        var mail = await app.MailAsync(ana.Email, 2);
        var password = System.Text.RegularExpressions.Regex.Match(mail.TextBody!, "[a-z0-9]{4}(-[a-z0-9]{4}){3}").Value;
        Assert.Equal(19, password.Length);
        Assert.Equal(0, await app.Database.ValueAsync<long>(
            "select (select count(*) from host.audit a where a::text like '%' || $1 || '%') + (select count(*) from host.mail m where m::text like '%' || $1 || '%') + (select count(*) from portal.access s where s::text like '%' || $1 || '%')", password));

        using var browser = app.Wisp.NewBrowser();
        Assert.Null((await PortalApp.SignInAsync(browser, ana.Email, PortalApp.Password)).Location);
        Assert.Equal("/portal", (await PortalApp.SignInAsync(browser, ana.Email, password)).Location);
        foreach (var url in (string[])["/portal", "/portal/invoices", "/portal/me"]) Assert.Equal((url, "/portal/password"), (url, (await browser.GetAsync(url)).Location));
        await browser.SubmitAsync(await browser.GetAsync("/portal/password"), "form.stack", ("Old", password), ("Password", "cinco loros grises"), ("Again", "cinco loros grises"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portal")).Status);
    }

    [Fact]
    [Trait("rule", "PWD-04")]
    public async Task Without_a_main_address_it_is_refused_and_the_old_password_stays()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var page = await app.Admin.GetAsync($"/subscribers/{ana.Id}");
        await app.Database.RunAsync("update clients.client set email = null where id = $1", ana.Id);

        var refused = await app.Admin.SubmitAsync(page, Button);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["El cliente no tiene e-mail principal: la contraseña queda como está."], refused.Texts(".error-summary li"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portal")).Status);
    }

    [Fact]
    [Trait("rule", "PWD-07")]
    public async Task Five_an_hour_and_no_more_each_audited_and_only_with_the_permission()
    {
        var ana = await app.ClientAsync();
        for (var turn = 0; turn < 5; turn++) Assert.NotNull((await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/{ana.Id}"), Button)).Location);
        var sixth = await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/{ana.Id}"), Button);
        Assert.Equal(["Ya se regeneró 5 veces en la última hora. Probá más tarde."], sixth.Texts(".error-summary li"));
        Assert.Equal(5, await app.Database.ValueAsync<long>("select count(*) from host.audit where table_name = 'regeneration' and subject_id = $1 and operator_id is not null", ana.Id));

        using var viewer = await app.Wisp.SignInAsync("clients.view");
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync($"/subscribers/{ana.Id}")).Status);
        using var collector = await app.Wisp.SignInAsync("clients.view:own", "clients.regenerate_password");
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/subscribers/{ana.Id}")).Status);
    }

    [Fact]
    [Trait("rule", "PWD-05")]
    public async Task A_mailed_password_that_nobody_used_for_two_days_opens_nothing()
    {
        var ana = await app.ClientAsync();
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/{ana.Id}"), Button);
        var password = System.Text.RegularExpressions.Regex.Match((await app.MailAsync(ana.Email)).TextBody!, "[a-z0-9]{4}(-[a-z0-9]{4}){3}").Value;
        await app.Database.RunAsync("update portal.access set password_at = password_at - interval '49 hours' where id = $1", ana.Id);
        using var browser = app.Wisp.NewBrowser();
        Assert.Null((await PortalApp.SignInAsync(browser, ana.Email, password)).Location);
        await app.Database.RunAsync("update portal.access set password_at = password_at + interval '2 hours' where id = $1", ana.Id);
        Assert.Equal("/portal", (await PortalApp.SignInAsync(browser, ana.Email, password)).Location);
    }
}
