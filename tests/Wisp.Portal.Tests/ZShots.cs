namespace Wisp.Portal.Tests;

[Collection(PortalTests.Name)]
public sealed class ZShots(PortalApp app)
{
    [Fact]
    public async Task Dump()
    {
        var ana = await app.ClientAsync();
        var (browser, phone) = await app.PairedAsync(ana);
        var l = await browser.SubmitAsync(await browser.GetAsync("/portal"), "button[name=language]");
        Console.WriteLine($"LANG {l.Status} {l.Location} {(await browser.GetAsync("/portal")).Document.DocumentElement.GetAttribute("lang")}");
        await PortalApp.SubscribeAsync(browser, phone);
        app.Push.Answers[new Uri(phone.Endpoint).AbsolutePath] = 503;
        await app.PayAsync(ana.Id, "100");
        await Task.Delay(3000);
        Console.WriteLine("DUMP " + await app.Database.ValueAsync<string>("select string_agg(n.kind || ' ' || d::text, E'\n') from portal.delivery d join portal.notice n on n.id = d.notice_id where n.client_id = $1", ana.Id));
        Console.WriteLine("SUBS " + await app.Database.ValueAsync<string>("select string_agg(p::text, E'\n') from portal.push_subscription p join portal.device d on d.id = p.device_id where d.client_id = $1", ana.Id));
        var o = await browser.SubmitAsync(await browser.GetAsync("/portal"), "form[action='/portal/sign-out']");
        Console.WriteLine($"OUT {o.Status} {o.Location} {await app.Database.ValueAsync<string>("select string_agg(s::text, E'\n') from portal.session s where client_id = $1", ana.Id)}");
    }

    [Fact]
    public async Task Shots()
    {
        var ana = await app.ClientAsync();
        await app.ContractAsync(ana.Id);
        var (browser, phone) = await app.PairedAsync(ana);
        await app.ChargeAsync(ana.Id, "15000");
        await app.PayAsync(ana.Id, "5000");
        await app.Push.UntilAsync(phone, 2);
        var pair = await app.PairingAsync(ana);
        async Task Save(Browser who, string url, string name) => await File.WriteAllTextAsync($"/tmp/shots-n/{name}.html", (await who.GetAsync(url)).Body.Replace("hidden data-x", "").Replace("\"/lib/", "\"file:///work/wt/notices/host/Wisp.Host/wwwroot/lib/").Replace("\"/css/", "\"file:///work/wt/notices/host/Wisp.Host/wwwroot/css/"));
        Directory.CreateDirectory("/tmp/shots-n");
        await Save(browser, "/portal", "home");
        await Save(browser, "/portal/me", "me");
        await Save(browser, "/portal/notices", "notices");
        await Save(browser, "/portal/offline", "offline");
        using var stranger = app.Wisp.NewBrowser();
        await Save(stranger, pair, "pair");
        await Save(app.Admin, $"/subscribers/{ana.Id}/devices", "devices");
        await Save(app.Admin, "/subscribers/notices", "settings");
        var preview = await app.Admin.SubmitAsync(await app.Admin.GetAsync("/subscribers/messages"), "form.form", ("Input.Audience", "everybody"), ("Input.Title", "Obras"), ("Input.Text", "Mañana de 9 a 10."));
        await app.Admin.SubmitAsync(preview, "button[formaction*=Send]");
        await Save(app.Admin, "/subscribers/messages", "messages");
    }
}
