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

    [Fact]
    [Trait("rule", "PANEL-06")]
    public async Task The_twenty_first_device_is_refused_with_a_sentence_until_one_is_taken_off()
    {
        const string Many = "Ya hay 20 dispositivos vinculados con esta cuenta. Quitá uno que no uses, en «Mis datos» o por medio de tu proveedor, y volvé a intentar.";
        var ana = await app.ClientAsync();
        using var home = await app.SignedInAsync(ana);
        var link = await app.PairingAsync(ana);
        await app.Database.RunAsync(
            """
            with made as (
                insert into portal.device (client_id, name, platform, paired_at) select $1, 'Chrome', 'android', now() from generate_series(1, 19) returning id)
            insert into portal.push_subscription (device_id, endpoint, p256dh, auth, culture, made_at) select id, 'https://push.example/' || id, 'x', 'x', 'es', now() from made
            """, ana.Id);
        await app.Database.RunAsync("insert into portal.device (client_id, name, platform, paired_at, revoked_at) select $1, 'Viejo', 'android', now(), now() from generate_series(1, 5)", ana.Id);
        using var twentieth = app.Wisp.NewBrowser();
        Assert.Equal("/portal", (await twentieth.SubmitAsync(await twentieth.GetAsync(link), "form.stack")).Location);

        using var late = app.Wisp.NewBrowser();
        var refused = await late.SubmitAsync(await late.GetAsync(link), "form.stack");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal([Many], refused.Texts(".error-summary li"));
        Assert.Contains("A*** M***", refused.Text, StringComparison.Ordinal);
        Assert.Contains("/portal/sign-in", (await late.GetAsync("/portal")).Location, StringComparison.Ordinal);
        // The browser that signed in with the password is no device, and becomes none.
        var phone = app.Push.NewReceiver();
        var asked = await home.SubmitAsync(await home.GetAsync("/portal/me"), "form[data-push]", ("Endpoint", phone.Endpoint), ("P256dh", phone.P256dh), ("Auth", phone.Auth));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Equal([Many], asked.Texts(".error-summary li"));
        Assert.Equal(20, await app.Database.ValueAsync<long>("select count(*) from portal.device where client_id = $1 and revoked_at is null", ana.Id));

        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices"), "ul.list-plain li:last-child form");
        await PortalApp.SubscribeAsync(home, phone);
        Assert.Equal(20, await app.Database.ValueAsync<long>("select count(*) from portal.device where client_id = $1 and revoked_at is null", ana.Id));
    }

    [Fact]
    [Trait("rule", "PANEL-07")]
    public async Task A_device_that_nobody_is_signed_in_with_and_no_notice_reaches_makes_room()
    {
        var ana = await app.ClientAsync();
        var link = await app.PairingAsync(ana);
        await app.Database.RunAsync(
            "insert into portal.device (client_id, name, platform, paired_at) select $1, 'Olvidado ' || n, 'android', now() - make_interval(days => 30 - n) from generate_series(1, 20) n", ana.Id);
        using var phone = app.Wisp.NewBrowser();

        Assert.Equal("/portal", (await phone.SubmitAsync(await phone.GetAsync(link), "form.stack")).Location);

        Assert.Equal("Olvidado 1", await app.Database.ValueAsync<string>("select string_agg(name, ', ') from portal.device where client_id = $1 and revoked_at is not null", ana.Id));
        Assert.Equal(20, await app.Database.ValueAsync<long>("select count(*) from portal.device where client_id = $1 and revoked_at is null", ana.Id));
    }

    [Fact]
    [Trait("rule", "PANEL-06")]
    public async Task A_phone_that_is_paired_anew_stays_the_one_device_that_it_is()
    {
        var ana = await app.ClientAsync();
        var (before, phone) = await app.PairedAsync(ana);
        before.Dispose();
        var device = await app.Database.ValueAsync<Guid>("select id from portal.device where client_id = $1", ana.Id);
        // Its cookie was lost; the push service knows it all the same.
        using var paired = app.Wisp.NewBrowser();
        await paired.SubmitAsync(await paired.GetAsync(await app.PairingAsync(ana)), "form.stack");
        await PortalApp.SubscribeAsync(paired, phone);
        using var typed = app.Wisp.NewBrowser();
        (await app.SignedInAsync(ana)).Dispose();
        await PortalApp.SignInAsync(typed, ana.Email, PortalApp.Password);
        await PortalApp.SubscribeAsync(typed, phone);

        Assert.Equal(device, await app.Database.ValueAsync<Guid>("select id from portal.device where client_id = $1 and revoked_at is null", ana.Id));
        Assert.Single((await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices")).Texts("ul.list-plain li"));
        Assert.Contains("(este)", (await typed.GetAsync("/portal/me")).Text, StringComparison.Ordinal);
        await app.PayAsync(ana.Id, "100");
        Assert.Equal("Recibimos tu pago", (await app.Push.UntilAsync(phone, 1)).Single().Title);
        // Taken off, it is signed out wherever it came in.
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/{ana.Id}/devices"), "ul.list-plain li form");
        Assert.Contains("/portal/sign-in", (await typed.GetAsync("/portal")).Location, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PANEL-06")]
    public async Task Devices_taken_off_and_requests_settled_long_ago_are_taken_away_at_night_unless_something_names_them()
    {
        var ana = await app.ClientAsync();
        (await app.SignedInAsync(ana)).Dispose();
        await app.Database.RunAsync(
            """
            insert into portal.device (client_id, name, platform, paired_at, revoked_at) values
              ($1, 'en uso', 'android', now() - interval '900 days', null), ($1, 'quitado hace 89', 'android', now() - interval '900 days', now() - interval '89 days'),
              ($1, 'quitado hace 91', 'android', now() - interval '900 days', now() - interval '91 days'), ($1, 'avisado', 'android', now() - interval '900 days', now() - interval '91 days')
            """, ana.Id);
        await app.Database.RunAsync(
            """
            with told as (insert into portal.notice (kind, client_id, key, arguments, url, made_at) values ('portal.message', $1, $1::text, '{}', '/portal', now() - interval '100 days') returning id)
            insert into portal.delivery (notice_id, channel, device_id, state, urgent, not_before, expires_at, at)
            select told.id, 'portal.push', d.id, 'sent', false, now(), now(), now() from told cross join portal.device d where d.client_id = $1 and d.name = 'avisado'
            """, ana.Id);
        await app.Database.RunAsync(
            """
            insert into portal.request (client_id, kind, before, wanted, state, asked_at, answered_at, answered_by, reason)
            select $1, 'profile', '{}', '{}', state, now() - interval '900 days', now() - make_interval(days => age), case when state in ('accepted', 'refused') then 'Eva' end, case when state = 'refused' then 'No' end
            from (values ('waiting', null), ('cancelled', 89), ('cancelled', 91), ('accepted', 91), ('accepted', 729), ('accepted', 731), ('refused', 731)) one (state, age)
            """, ana.Id);

        await app.Admin.SubmitAsync(await app.Admin.GetAsync("/jobs/timers"), "form[action*=Run]", ("timer", "portal.sweep-accesses"));

        Assert.Equal("avisado, en uso, quitado hace 89", await Eventually.BecomesAsync(
            () => app.Database.ValueAsync<string>("select string_agg(name, ', ' order by name) from portal.device where client_id = $1", ana.Id), names => names!.Split(", ").Length < 4));
        Assert.Equal("accepted 729, accepted 91, cancelled 89, waiting", await app.Database.ValueAsync<string>(
            "select string_agg(concat_ws(' ', state, extract(day from now() - answered_at)::integer::text), ', ' order by concat_ws(' ', state, extract(day from now() - answered_at)::integer::text)) from portal.request where client_id = $1", ana.Id));
    }

    [Fact]
    [Trait("rule", "PANEL-07")]
    public async Task The_tab_says_that_no_link_opens_an_access_that_asks_for_a_code()
    {
        var ana = await app.ClientAsync();
        await app.PairingAsync(ana);
        var url = $"/subscribers/{ana.Id}/devices";
        var before = await app.Admin.GetAsync(url);
        await app.Database.RunAsync("update portal.access set two_factor_enabled = true where id = $1", ana.Id);
        var tab = await app.Admin.GetAsync(url);
        Assert.Equal(["El cliente tiene la verificación en dos pasos: ningún enlace entra a su cuenta sin código. Para vincular un teléfono, que ingrese en él con su e-mail, su contraseña y su código."], tab.Texts("#pairing-code"));
        Assert.Null(tab.Document.QuerySelector("#pairing-link"));
        Assert.Null(tab.Document.QuerySelector("img"));
        Assert.Null(tab.Document.QuerySelector("form#pairing"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync($"{url}?handler=Qr")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.SubmitAsync(before, "form#pairing")).Status);
        await app.Database.RunAsync("update portal.access set two_factor_enabled = false where id = $1", ana.Id);
        Assert.NotNull((await app.Admin.GetAsync(url)).Document.QuerySelector("#pairing-link"));
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
