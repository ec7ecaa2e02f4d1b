using System.Net;
using System.Text;

namespace Wisp.Portal.Tests;

/// <summary>Payments that subscribers tell of and operators confirm.</summary>
[Collection(PortalTests.Name)]
public sealed class VoucherTests(PortalApp app)
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, 1, 2, 3];

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task A_payment_told_twice_is_one_and_once_confirmed_by_two_operators_is_one_payment()
    {
        var ana = await app.ClientAsync();
        await app.ChargeAsync(ana.Id, "900");
        using var browser = await app.SignedInAsync(ana);
        var form = await browser.GetAsync("/portal/vouchers/new");
        Assert.Equal("900,00", form.Document.QuerySelector("#Amount")!.GetAttribute("value"));
        var reference = PortalApp.Unique("TR-");
        var method = await MethodAsync("transfer");
        for (var press = 0; press < 2; press++)
        {
            Assert.Equal("/portal/vouchers", (await browser.UploadAsync(
                form, "main form", "Input.Picture", "foto.png", Png, "text/html", ("Input.Amount", "850,50"), ("Input.Method", method), ("Input.Reference", reference))).Location);
        }

        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.voucher where client_id = $1", ana.Id));
        Assert.Contains("Por confirmar", (await browser.GetAsync("/portal/vouchers")).Text, StringComparison.Ordinal);
        var id = await IdAsync(ana);
        // Its kind is that of its bytes, whatever the browser said.
        var picture = await browser.GetAsync($"/portal/vouchers/{id}/file");
        Assert.Equal((HttpStatusCode.OK, "image/png", "nosniff"), (picture.Status, picture.Headers["Content-Type"], picture.Headers["X-Content-Type-Options"]));
        Assert.StartsWith("attachment", picture.Headers["Content-Disposition"], StringComparison.Ordinal);

        using var one = await app.Wisp.SignInAsync("payments.create", "clients.view");
        using var two = await app.Wisp.SignInAsync("payments.create", "clients.view");
        Assert.Contains(ana.Name, (await one.GetAsync("/subscribers/vouchers")).Text, StringComparison.Ordinal);
        var (first, second) = (await one.GetAsync($"/subscribers/vouchers/{id}"), await two.GetAsync($"/subscribers/vouchers/{id}"));
        Assert.Equal([ana.Name, "900,00", "850,50"], first.Texts("dl.facts dd").Take(3));
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync($"/subscribers/vouchers/{id}?handler=File")).Status);
        var answers = await Task.WhenAll(one.SubmitAsync(first, "#confirm", ("Input.Amount", "800")), two.SubmitAsync(second, "#confirm", ("Input.Amount", "850,50")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Redirect);
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.UnprocessableEntity && answer.Text.Contains("Ya se respondió", StringComparison.Ordinal));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from billing.payment where client_id = $1", ana.Id));
        Assert.Equal(1, await app.Database.ValueAsync<long>(
            "select count(*) from portal.voucher v join billing.payment p on p.id = v.payment_id and p.amount = v.booked and p.reference = v.reference where v.id = $1", id));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.event where name = 'portal.voucher-answered' and payload ->> 'voucherId' = $1", $"{id}"));
        Assert.Contains("Confirmado", (await browser.GetAsync("/portal/vouchers")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task What_is_no_picture_too_large_of_tomorrow_or_without_proof_is_refused()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var (form, method) = (await browser.GetAsync("/portal/vouchers/new"), await MethodAsync("cash"));
        Task<Page> Send(byte[] file, params (string, string?)[] typed) => browser.UploadAsync(
            form, "main form", "Input.Picture", "c.png", file, "image/png", [.. typed.Any(field => field.Item1 == "Input.Amount") ? [] : new (string, string?)[] { ("Input.Amount", "100") }, ("Input.Method", method), .. typed]);
        async Task Says(Task<Page> sent, string said)
        {
            var page = await sent;
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(said, page.Texts(".error-summary li"));
        }

        await Says(Send(Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'/>")), "«c.png» no es PNG, JPEG, WebP ni PDF.");
        await Says(Send([.. Png, .. new byte[5 * 1024 * 1024]]), "El archivo es grande: puede tener 5 MB.");
        await Says(Send(Png, ("Input.Amount", "15.000")), "«15.000» no es un importe mayor que 0. Escribilo como 15000 o 15.000,50.");
        await Says(Send(Png, ("Input.Day", "2199-01-01")), "La fecha del pago no puede ser posterior a hoy.");
        await Says(browser.SubmitAsync(form, "main form", ("Input.Amount", "100"), ("Input.Method", method)), "Mandá una foto o PDF del comprobante, o escribí su número.");
        // What announces far more is not read at all.
        Assert.Equal("/portal/vouchers/new?large=true", (await Send(new byte[7 * 1024 * 1024])).Location);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.voucher where client_id = $1", ana.Id));
        Assert.Equal("/portal/vouchers", (await Send(Encoding.UTF8.GetBytes("%PDF-1.7 x"))).Location);
        Assert.Equal("application/pdf", await app.Database.ValueAsync<string>("select f.content_type from host.file f join portal.voucher v on v.file_id = f.id where v.client_id = $1", ana.Id));
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task A_voucher_is_its_subscribers_and_of_operators_who_may_and_refusing_needs_a_reason()
    {
        var (ana, eva) = (await app.ClientAsync(), await app.ClientAsync("Eva Sosa"));
        using var browser = await app.SignedInAsync(ana);
        using var other = await app.SignedInAsync(eva);
        await browser.UploadAsync(
            await browser.GetAsync("/portal/vouchers/new"), "main form", "Input.Picture", "c.png", Png, "image/png", ("Input.Amount", "100"), ("Input.Method", await MethodAsync("cash")));
        var id = await IdAsync(ana);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/portal/vouchers/{id}/file")).Status);
        using var collector = await app.Wisp.SignInAsync("payments.create:own", "clients.view:own");
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/subscribers/vouchers/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/subscribers/vouchers/{id}?handler=File")).Status);
        using var reader = await app.Wisp.SignInAsync("clients.view");
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync($"/subscribers/vouchers/{id}?handler=File")).Status);

        var shown = await app.Admin.GetAsync($"/subscribers/vouchers/{id}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.Admin.SubmitAsync(shown, "#refuse", ("Input.Reason", ""))).Status);
        Assert.Equal("/subscribers/vouchers", (await app.Admin.SubmitAsync(shown, "#refuse", ("Input.Reason", "El comprobante es de otra cuenta."))).Location);
        Assert.Contains("Respuesta: El comprobante es de otra cuenta.", (await browser.GetAsync("/portal/vouchers")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.payment where client_id = $1", ana.Id));
        // After the mail of the link.
        Assert.Contains("El comprobante es de otra cuenta.", (await app.MailAsync(ana.Email, 2)).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task The_second_press_of_the_twentieth_is_the_first_and_another_payment_by_the_same_form_is_named()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var method = await MethodAsync("cash");
        await app.Database.RunAsync(
            "insert into portal.voucher (client_id, request_key, amount, paid_on, method_id, reference, told_at) select $1, host.uuid7(), 10, '2026-01-05', $2, 'antes', now() from generate_series(1, 19)",
            ana.Id, Guid.Parse(method));
        var form = await browser.GetAsync("/portal/vouchers/new");
        Task<Page> Send(Page page, string amount) => browser.UploadAsync(
            page, "main form", "Input.Picture", "c.png", Png, "image/png", ("Input.Amount", amount), ("Input.Day", "2026-01-06"), ("Input.Method", method));
        for (var press = 0; press < 2; press++) Assert.Equal("/portal/vouchers", (await Send(form, "100,50")).Location);
        Assert.Equal(20, await app.Database.ValueAsync<long>("select count(*) from portal.voucher where client_id = $1", ana.Id));

        // Going back for the right picture is not the press before, nor is telling of another payment.
        var corrected = await browser.UploadAsync(
            form, "main form", "Input.Picture", "c.png", [.. Png, 0], "image/png", ("Input.Amount", "100,50"), ("Input.Day", "2026-01-06"), ("Input.Method", method));
        Assert.Equal(["Con este formulario ya avisaste un pago de 100,50 del 6/1/2026. Si este es otro, o cambiaste la foto, mandalo otra vez (con su foto)."], corrected.Texts(".error-summary li"));
        var other = await Send(form, "200");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal(["Con este formulario ya avisaste un pago de 100,50 del 6/1/2026. Si este es otro, o cambiaste la foto, mandalo otra vez (con su foto)."], other.Texts(".error-summary li"));
        Assert.Equal(["Ya tenés 20 pagos por confirmar. Esperá a que los miremos."], (await Send(other, "200")).Texts(".error-summary li"));
        await app.Database.RunAsync("update portal.voucher set state = 'refused', reason = 'x', answered_at = now(), answered_by = 'x' where client_id = $1 and reference = 'antes'", ana.Id);
        Assert.Equal("/portal/vouchers", (await Send(other, "200")).Location);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.voucher where client_id = $1 and amount = 200", ana.Id));
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task What_waits_for_an_operator_stands_on_his_first_page()
    {
        await app.Database.RunAsync(
            """
            with v as (update portal.voucher set state = 'refused', reason = 'x', answered_at = now(), answered_by = 'x' where state = 'waiting')
            update portal.request set state = 'refused', reason = 'x', answered_at = now(), answered_by = 'x' where state = 'waiting'
            """);
        var first = await app.Admin.GetAsync("/");
        foreach (var card in new[] { "vouchers", "requests" })
        {
            Assert.NotNull(first.Document.QuerySelector($"[hx-get='/subscribers/{card}/waiting']"));
            Assert.Equal(["Nada espera respuesta."], (await app.Admin.GetAsync($"/subscribers/{card}/waiting")).Texts("p"));
        }

        var ana = await app.ClientAsync();
        using var signedIn = await app.SignedInAsync(ana);
        await app.Database.RunAsync(
            "insert into portal.voucher (client_id, request_key, amount, paid_on, method_id, reference, told_at) values ($1, host.uuid7(), 10, '2026-01-05', $2, 'x', now())",
            ana.Id, Guid.Parse(await MethodAsync("cash")));
        var page = await app.Admin.GetAsync("/subscribers/vouchers/waiting");
        Assert.Equal("Por confirmar: 1", page.Texts("a[href='/subscribers/vouchers']")[0]);
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task A_voucher_that_cannot_be_saved_keeps_no_file()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var (form, method) = (await browser.GetAsync("/portal/vouchers/new"), await MethodAsync("cash"));
        Task<Page> Send() => browser.UploadAsync(form, "main form", "Input.Picture", "c.png", Png, "image/png", ("Input.Amount", "100"), ("Input.Method", method), ("Input.Reference", "se cae"));
        await app.Database.RunAsync("create function public.fall() returns trigger language plpgsql as $$ begin raise exception 'fell'; end $$");
        await app.Database.RunAsync("create trigger fall before insert on portal.voucher for each row when (new.reference = 'se cae') execute function public.fall()");
        Assert.Equal(HttpStatusCode.InternalServerError, (await Send()).Status);
        await app.Database.RunAsync("drop function public.fall() cascade");
        // What was stored on the way has no row and goes within the hour; what has one stays.
        const string Lost = "select count(*) from host.file f where f.name like 'comprobante.%' and f.expires_at is null and not exists (select from portal.voucher v where v.file_id = f.id)";
        Assert.Equal(0, await app.Database.ValueAsync<long>(Lost));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.file where name = 'comprobante.png' and expires_at between now() + interval '50 minutes' and now() + interval '1 hour'"));
        Assert.Equal("/portal/vouchers", (await Send()).Location);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.voucher v join host.file f on f.id = v.file_id where v.client_id = $1 and f.expires_at is null", ana.Id));
    }

    private async Task<string> MethodAsync(string code) => $"{await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = $1", code)}";

    private Task<Guid> IdAsync(Subscriber client) => app.Database.ValueAsync<Guid>("select id from portal.voucher where client_id = $1", client.Id);
}
