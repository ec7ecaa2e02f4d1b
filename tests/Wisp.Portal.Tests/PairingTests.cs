using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ZXing;
using ZXing.Common;

namespace Wisp.Portal.Tests;

/// <summary>Phones paired by a link or its QR.</summary>
[Collection(PortalTests.Name)]
public sealed partial class PairingTests(PortalApp app)
{
    [Fact]
    [Trait("rule", "PANEL-06")]
    public async Task The_tab_shows_the_devices_the_link_and_a_QR_that_says_the_same()
    {
        var ana = await app.ClientAsync();
        Assert.Contains("Dispositivos", (await app.Admin.GetAsync($"/clients/{ana.Id}/panel")).Text, StringComparison.Ordinal);
        var empty = await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices");
        Assert.Contains("Ningún teléfono está vinculado todavía.", empty.Text, StringComparison.Ordinal);

        var path = await app.PairingAsync(ana);
        var tab = await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices");
        var picture = await app.Admin.GetAsync(tab.Document.QuerySelector("img")!.GetAttribute("src")!);
        Assert.Equal("image/svg+xml", picture.Headers["Content-Type"]);
        Assert.Equal(PortalApp.Address + path, Decode(picture));

        var (browser, _) = await app.PairedAsync(ana);
        using (browser)
            Assert.StartsWith("Chrome · Android Vinculado el ", (await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices")).Texts("ul.list-plain li").Single(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PANEL-07")]
    public async Task The_link_signs_one_client_in_without_a_password_and_says_whose_it_is_to_who_knows_him()
    {
        var (ana, other) = (await app.ClientAsync(), await app.ClientAsync("Beto Núñez"));
        var path = await app.PairingAsync(ana);
        using var phone = app.Wisp.NewBrowser();
        var page = await phone.GetAsync(path);
        Assert.Contains("¿Vinculás este dispositivo con la cuenta de A*** M***?", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", page.Text, StringComparison.Ordinal);
        Assert.Equal("/portal", (await phone.SubmitAsync(page, "form.stack")).Location);
        Assert.Contains("Hola, Ana Muñoz", (await phone.GetAsync("/portal")).Text, StringComparison.Ordinal);
        Assert.Equal("device", await app.Database.ValueAsync<string>("select kind from portal.session where client_id = $1", ana.Id));
        // Paired again it stays one device.
        await phone.SubmitAsync(await phone.GetAsync(path), "form.stack");
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.device where client_id = $1", ana.Id));

        // Half of the link stands in the database: with all that stands there, nobody makes the other half.
        var token = Base64Url.DecodeFromChars(path.AsSpan(path.LastIndexOf('/') + 1));
        Assert.Equal(32, token.Length);
        Assert.Equal(token[..16], await app.Database.ValueAsync<byte[]>("select link_id from portal.pairing where id = $1", ana.Id));
        await app.PairingAsync(other);
        var others = await app.Database.ValueAsync<byte[]>("select link_id from portal.pairing where id = $1", other.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync("/portal/pair/" + Base64Url.EncodeToString([.. others!, .. token[16..]]))).Status);
        foreach (var wrong in (string[])["x", new string('A', 43), "%01", path[14..] + "A"]) Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync("/portal/pair/" + wrong)).Status);
    }

    [Fact]
    [Trait("rule", "PANEL-07")]
    public async Task A_link_that_was_revoked_or_made_anew_is_not_found_also_from_a_page_opened_before()
    {
        var ana = await app.ClientAsync();
        var path = await app.PairingAsync(ana);
        using var photo = app.Wisp.NewBrowser();
        var opened = await photo.GetAsync(path);
        var tab = await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices");
        Assert.Equal($"/clients/{ana.Id}", (await app.Admin.SubmitAsync(tab, "button[formaction*=Revoke]")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await photo.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await photo.SubmitAsync(opened, "form.stack")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices?handler=Qr")).Status);

        var second = await app.PairingAsync(ana);
        var third = await app.PairingAsync(ana);
        Assert.NotEqual(second, third);
        Assert.Equal(HttpStatusCode.NotFound, (await photo.GetAsync(second)).Status);
        Assert.Equal(HttpStatusCode.OK, (await photo.GetAsync(third)).Status);

        // Neither for whoever left, nor for one whose access was closed.
        await app.Database.RunAsync("update portal.access set enabled = false where id = $1", ana.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await photo.GetAsync(third)).Status);
        await app.Database.RunAsync("update portal.access set enabled = true where id = $1", ana.Id);
        await app.Database.RunAsync("update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'Eva', deactivation_reason = 'Se fue' where id = $1", ana.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await photo.GetAsync(third)).Status);
    }

    [Fact]
    [Trait("rule", "PANEL-07")]
    public async Task Guessing_is_limited_to_look_too()
    {
        await using var narrow = WispApp.StartOn(app.Database, ("Wisp:PairingsPerAddress", "5"));
        using var guesser = narrow.NewBrowser();
        var answers = new List<HttpStatusCode>();
        for (var turn = 0; turn < 7; turn++) answers.Add((await guesser.GetAsync($"/portal/pair/{new string('A', 42)}{turn}")).Status);
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.NotFound, 5), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    [Trait("rule", "PANEL-06")]
    public async Task A_device_that_is_taken_off_is_signed_out_and_told_nothing_by_operator_or_by_its_owner()
    {
        var ana = await app.ClientAsync();
        var (lost, lostPhone) = await app.PairedAsync(ana);
        var (kept, keptPhone) = await app.PairedAsync(ana);
        using (lost)
        using (kept)
        {
            var tab = await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices");
            Assert.Equal(2, tab.Texts("ul.list-plain li").Count);
            // The latest stands first.
            await app.Admin.SubmitAsync(tab, "ul.list-plain li:last-child form");
            Assert.Contains("/portal/sign-in", (await lost.GetAsync("/portal")).Location, StringComparison.Ordinal);
            await app.PayAsync(ana.Id, "100");
            Assert.Equal("Recibimos tu pago", (await app.Push.UntilAsync(keptPhone, 1)).Single().Title);
            Assert.Empty(app.Push.To(lostPhone));

            var me = await kept.GetAsync("/portal/me");
            Assert.Contains("Chrome · Android (este)", me.Text, StringComparison.Ordinal);
            Assert.Equal("/portal/sign-in", (await kept.SubmitAsync(me, "form[action*='handler=Remove']")).Location);
            Assert.Contains("/portal/sign-in", (await kept.GetAsync("/portal")).Location, StringComparison.Ordinal);
            Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.push_subscription p join portal.device d on d.id = p.device_id where d.client_id = $1", ana.Id));
        }
    }

    [Fact]
    [Trait("rule", "PANEL-06")]
    public async Task Another_clients_device_is_not_found_and_an_operator_acts_only_with_the_permission_and_on_his_own()
    {
        var (ana, beto) = (await app.ClientAsync(), await app.ClientAsync("Beto Núñez"));
        var (hers, _) = await app.PairedAsync(ana);
        var (his, _) = await app.PairedAsync(beto);
        using (hers)
        using (his)
        {
            var device = await app.Database.ValueAsync<Guid>("select id from portal.device where client_id = $1", ana.Id);
            var me = await his.GetAsync("/portal/me");
            var token = me.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(HttpStatusCode.NotFound, (await his.PostAsync($"/portal/devices?handler=Remove&id={device}", [new("__RequestVerificationToken", token)])).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.PostAsync(
                $"/subscribers/{beto.Id}/devices?handler=Device&id={device}",
                [new("__RequestVerificationToken", (await app.Admin.GetAsync($"/subscribers/{beto.Id}/devices")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)])).Status);

            using var viewer = await app.Wisp.SignInAsync("clients.view");
            var tab = await viewer.GetAsync($"/subscribers/{ana.Id}/devices");
            // Who has the link can sign in as the client.
            Assert.Null(tab.Document.QuerySelector("#pairing-link"));
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync($"/subscribers/{ana.Id}/devices?handler=Qr")).Status);
            Assert.Null(tab.Document.QuerySelector("form"));
            var form = await viewer.GetAsync("/account/password");
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(
                $"/subscribers/{ana.Id}/devices?handler=Revoke", [new("__RequestVerificationToken", form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)])).Status);
            using var collector = await app.Wisp.SignInAsync("clients.view:own", "clients.regenerate_password");
            Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/subscribers/{ana.Id}/devices")).Status);
            Assert.Equal(HttpStatusCode.OK, (await hers.GetAsync("/portal")).Status);
        }
    }

    [Theory]
    [InlineData("update portal.access set two_factor_enabled = true where id = $1")]
    [InlineData(null)]
    [Trait("rule", "PANEL-07")]
    public async Task The_link_opens_nothing_where_a_code_is_asked_for_or_once_a_device_is_taken_off(string? change)
    {
        var ana = await app.ClientAsync();
        var link = await app.PairingAsync(ana);
        using var phone = app.Wisp.NewBrowser();
        Assert.Equal("/portal", (await phone.SubmitAsync(await phone.GetAsync(link), "form.stack")).Location);
        using var finder = app.Wisp.NewBrowser();
        Assert.Equal(HttpStatusCode.OK, (await finder.GetAsync(link)).Status);
        if (change is not null) await app.Database.RunAsync(change, ana.Id);
        else await phone.SubmitAsync(await phone.GetAsync("/portal/me"), "form[action*='handler=Remove']");
        Assert.Equal(HttpStatusCode.NotFound, (await finder.GetAsync(link)).Status);
    }

    // The picture is drawn in dashes, one unit high.
    private static string Decode(Page picture)
    {
        const int Scale = 4;
        var svg = picture.Document.QuerySelector("svg")!;
        var side = int.Parse(svg.GetAttribute("viewBox")!.Split(' ')[2], CultureInfo.InvariantCulture) * Scale;
        var light = Enumerable.Repeat((byte)255, side * side).ToArray();
        foreach (Match dash in Dash().Matches(svg.QuerySelector("path")!.GetAttribute("d")!))
        {
            int Number(int group) => int.Parse(dash.Groups[group].ValueSpan, CultureInfo.InvariantCulture) * Scale;
            for (var y = Number(2); y < Number(2) + Scale; y++) Array.Fill(light, (byte)0, (y * side) + Number(1), Number(3));
        }

        var bitmap = new BinaryBitmap(new HybridBinarizer(new PlanarYUVLuminanceSource(light, side, side, 0, 0, side, side, false)));
        return new ZXing.QrCode.QRCodeReader().decode(bitmap).Text;
    }

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1")]
    private static partial Regex Dash();
}
