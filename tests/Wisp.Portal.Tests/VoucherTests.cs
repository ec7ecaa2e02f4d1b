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

    private async Task<string> MethodAsync(string code) => $"{await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = $1", code)}";

    private Task<Guid> IdAsync(Subscriber client) => app.Database.ValueAsync<Guid>("select id from portal.voucher where client_id = $1", client.Id);
}
