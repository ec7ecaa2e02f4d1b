using System.Net.Http.Headers;
using UglyToad.PdfPig;

namespace Wisp.Billing.Tests;

/// <summary>Papers and mails of invoices.</summary>
[Collection(WorkerTests.Name)]
public sealed class PaperTests(WorkerApp app)
{
    [Fact]
    [Trait("rule", "TAX-04")]
    [Trait("case", "ask 5")]
    public async Task Letter_A_lists_VAT_by_rate_and_names_both_parties()
    {
        var client = await app.BilledAsync("Empresa Cliente SA", await app.TodayAsync(), firm: app.Registered, kind: "A", condition: "1", taxes: app.Vat);
        await app.Database.RunAsync("update billing.client set taxpayer_id = '30500010912' where id = $1", client);
        await app.Database.RunAsync("update billing.firm set start_activities_date = '2018-03-01', gross_income = '901-123456-7' where id = $1", app.Registered);
        await app.ChargeAsync(client, 12100m);
        await AuthorizeAsync(client);

        var paper = await ReadAsync(client);

        foreach (var said in new[] { "Red del Sur SRL", "CUIT: 33-69345023-9", "COD. 01", "FACTURA", "Empresa Cliente SA", "CUIT: 30-50001091-2", "IVA Responsable Inscripto", "Neto gravado", "10.000,00", "IVA 21 % (21 % de 10.000,00)", "2.100,00", "ARS 12.100,00", "Inicio de actividades: 1/3/2018", "Ingresos brutos: 901-123456-7" })
            Assert.Contains(said, paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "AR-04")]
    public async Task Letter_B_says_the_VAT_that_it_contains()
    {
        var client = await app.BilledAsync("Consumidor", await app.TodayAsync(), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        await app.ChargeAsync(client, 15000.50m);
        await AuthorizeAsync(client);

        var paper = await ReadAsync(client);

        foreach (var said in new[] { "COD. 06", "Consumidor Final", "15.000,50", "IVA contenido: 2.603,39", "Régimen de Transparencia Fiscal al Consumidor Ley 27.743" })
            Assert.Contains(said, paper, StringComparison.Ordinal);
        Assert.DoesNotContain("Neto gravado", paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "SM-I3")]
    public async Task What_nobody_authorised_is_no_invoice_and_says_so()
    {
        var client = await app.BilledAsync("Sin autoridad", await app.TodayAsync(), firm: app.Registered, kind: "A", condition: "6", taxes: app.Vat);
        await app.Database.RunAsync("update billing.client set taxpayer_id = '20267565393' where id = $1", client);
        await app.ChargeAsync(client, 12100m);
        var (note, _) = await NoteAsync(client, "121");

        foreach (var (paper, title) in new[] { (await ReadAsync(client), "COMPROBANTE"), (await PdfAsync($"/billing/notes/{note}/pdf"), "NOTA DE CRÉDITO") })
        {
            foreach (var said in new[] { title, "Documento no válido como factura", "CUIT: 20-26756539-3" }) Assert.Contains(said, paper, StringComparison.Ordinal);
            foreach (var unsaid in new[] { "COD.", "FACTURA", "crédito fiscal" }) Assert.DoesNotContain(unsaid, paper, StringComparison.Ordinal);
            Assert.Contains("X", paper.Split(' ', '\n'));
        }
    }

    [Fact]
    [Trait("rule", "TAX-06")]
    public async Task Fantasy_paper_says_that_it_is_no_invoice()
    {
        var paper = await ReadAsync(await app.OwingAsync("De fantasía", 100m));

        Assert.Contains("Documento no válido como factura", paper, StringComparison.Ordinal);
        Assert.DoesNotContain("IVA", paper, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ñandú & Cía. 😀 日本 العربية")]
    [InlineData("\u202eorejnartxe")]
    [InlineData("Sinespaciosperolarguísimohastaquenocabeenningúnrenglóndelpapelporqueesdemasiadolargoparaesoyhayquecortarlo")]
    public async Task No_name_stops_a_paper(string name)
    {
        var paper = await ReadAsync(await app.OwingAsync(name, 100m));
        Assert.Contains("100,00", paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "FBIL-18")]
    [Trait("case", "G09")]
    public async Task A_later_change_of_client_or_firm_alters_no_paper()
    {
        var client = await app.BilledAsync("Antes", await app.TodayAsync(), firm: await app.FirmAsync(BillingApp.Unique("Firma vieja"), isFantasy: true));
        await app.ChargeAsync(client, 100m);
        var before = await ReadAsync(client);
        await app.Database.RunAsync("update clients.client set name = 'Después' where id = $1", client);
        await app.Database.RunAsync("update billing.firm set company_name = 'Firma nueva', address = 'Otra 1' where id = (select firm_id from billing.client where id = $1)", client);

        Assert.Equal(before, await ReadAsync(client));
        Assert.Contains("Antes", before, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "MAIL-01")]
    [Trait("rule", "MAIL-02")]
    [Trait("rule", "MAIL-03")]
    [Trait("rule", "MAIL-09")]
    public async Task An_invoice_is_mailed_once_to_each_address_with_its_paper()
    {
        var client = await app.BilledAsync("Avisada", await app.TodayAsync(), email: "avisada@example.com");
        await app.Database.RunAsync("update billing.client set notify_emails = 'otra@example.com,AVISADA@example.com' where id = $1", client);
        var without = await app.BilledAsync("Sin principal", await app.TodayAsync());
        await app.Database.RunAsync("update billing.client set notify_emails = 'sola@example.com' where id = $1", without);
        var off = await app.BilledAsync("Apagada", await app.TodayAsync(), email: "apagada@example.com");
        await app.Database.RunAsync("update billing.client set email_on_invoice = false where id = $1", off);
        foreach (var one in new[] { client, without, off }) await app.ChargeAsync(one, 100m);

        await app.JobAsync("billing.mail-invoices");
        await app.JobAsync("billing.mail-invoices");

        Assert.Equal("avisada@example.com otra@example.com", await app.Database.ValueAsync<string>(
            "select string_agg(address, ' ' order by address) from host.mail where kind = 'billing.invoice' and subject_id = any ($1)", new[] { client, without, off }));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(distinct files[1]) from host.mail where kind = 'billing.invoice' and subject_id = $1", client));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.invoice where documents_at is null and client_id = any ($1)", new[] { client, without, off }));
    }

    [Fact]
    [Trait("rule", "NC-01")]
    [Trait("rule", "NC-08")]
    public async Task A_credit_note_on_A_lists_its_own_VAT_and_what_it_corrects()
    {
        var client = await app.BilledAsync("Corregida SA", await app.TodayAsync(), firm: app.Registered, kind: "A", condition: "1", taxes: app.Vat);
        await app.Database.RunAsync("update billing.client set taxpayer_id = '30500010912' where id = $1", client);
        await app.ChargeAsync(client, 12100m);
        // The parties are those of the invoice.
        await app.Database.RunAsync("update clients.client set name = 'Otro nombre' where id = $1", client);
        var (note, invoice) = await NoteAsync(client, "1.210,00");
        await AuthorizeAsync(client);

        var paper = await PdfAsync($"/billing/notes/{note}/pdf");

        foreach (var said in new[] { "NOTA DE CRÉDITO", "COD. 03", "Red del Sur SRL", "CUIT: 33-69345023-9", "Corregida SA", $"Corrige la factura {invoice} del", "de 12.100,00", "Mal cobrado", "Neto gravado", "1.000,00", "IVA 21 % (21 % de 1.000,00)", "210,00", "ARS 1.210,00" })
            Assert.Contains(said, paper, StringComparison.Ordinal);
        Assert.DoesNotContain("Otro nombre", paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "NC-01")]
    public async Task A_credit_note_on_B_says_the_VAT_that_it_contains()
    {
        var client = await app.BilledAsync("Consumidora", await app.TodayAsync(), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        await app.ChargeAsync(client, 15000.50m);
        var (note, _) = await NoteAsync(client, "");
        await AuthorizeAsync(client);

        using (var file = await app.Admin.Client.GetAsync($"/billing/notes/{note}/pdf"))
            Assert.StartsWith("Nota de crédito B 00003-", file.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        var paper = await PdfAsync($"/billing/notes/{note}/pdf");

        foreach (var said in new[] { "COD. 08", "15.000,50", "IVA contenido: 2.603,39" }) Assert.Contains(said, paper, StringComparison.Ordinal);
        Assert.DoesNotContain("Neto gravado", paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PAY-05")]
    public async Task A_receipt_says_what_a_payment_paid_and_that_it_was_voided()
    {
        var client = await app.OwingAsync("Con recibo", 100m, 50m);
        var url = (await app.PayAsync(client, "120", [("Input.Reference", "TR-77")])).Location!;
        var invoices = await app.Database.ValueAsync<string[]>("select array_agg(lpad(number::text, 8, '0') order by number) from billing.invoice where client_id = $1", client);

        var paper = await PdfAsync($"{url}/pdf");

        var number = await app.Database.ValueAsync<long>("select public_id from billing.payment where client_id = $1", client);
        foreach (var said in new[] { "RECIBO", $"N.º {number:D8}", "Con recibo", "Recibimos ARS 120,00 por Efectivo.", "Referencia: TR-77", $"Factura X 00003-{invoices![0]}", "100,00", $"Factura X 00003-{invoices[1]}", "20,00", "Documento no válido como factura" })
            Assert.Contains(said, paper, StringComparison.Ordinal);
        Assert.DoesNotContain("ANULADO", paper, StringComparison.Ordinal);

        await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "form.form", ("Input.Reason", "Cheque rechazado"));
        paper = await PdfAsync($"{url}/pdf");
        Assert.Contains("ANULADO: Cheque rechazado", paper, StringComparison.Ordinal);
        Assert.Contains($"Factura X 00003-{invoices[1]}", paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "MAIL-04")]
    public async Task A_payments_mail_carries_its_receipt_for_ninety_days()
    {
        var client = await app.BilledAsync("Recibo por mail", await app.TodayAsync(), email: "recibo@example.com");
        await app.ChargeAsync(client, 10m);
        await app.PayAsync(client, "10");

        var number = await app.Database.ValueAsync<long>("select public_id from billing.payment where client_id = $1", client);
        Assert.Equal($"Recibo {number}.pdf application/pdf 90", await app.Database.ValueAsync<string>(
            """
            select concat_ws(' ', f.name, f.content_type, round(extract(epoch from f.expires_at - now()) / 86400))
            from host.mail m join host.file f on f.id = m.files[1] where m.kind = 'billing.payment' and m.subject_id = $1
            """, client));
    }

    private async Task<(Guid Note, string Invoice)> NoteAsync(Guid client, string amount)
    {
        var invoice = (await app.InvoicesAsync(client))[0];
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/invoices/{invoice}"), "button[formaction*=Note]", ("Input.Reason", "Mal cobrado"), ("Input.Amount", amount));
        var note = await app.Database.ValueAsync<Guid>("select id from billing.credit_note where invoice_id = $1", invoice);
        Assert.NotNull((await app.Admin.GetAsync($"/billing/invoices/{invoice}")).Document.QuerySelector($"a[href='/billing/notes/{note}/pdf']"));
        return (note, (await app.Database.ValueAsync<string>("select kind || ' 00003-' || lpad(number::text, 8, '0') from billing.invoice where id = $1", invoice))!);
    }

    /// <summary>As an authority leaves a client's invoice, and the notes on it, that it authorised.</summary>
    private async Task AuthorizeAsync(Guid client)
    {
        await app.Database.RunAsync("update billing.invoice set fiscal_state = 'authorized' where client_id = $1", client);
        await app.Database.RunAsync("update billing.credit_note set fiscal_state = 'authorized' where client_id = $1", client);
    }

    private async Task<string> ReadAsync(Guid client) => await PdfAsync($"/billing/invoices/{(await app.InvoicesAsync(client))[0]}/pdf");

    private async Task<string> PdfAsync(string url)
    {
        using var response = await app.Admin.Client.GetAsync(url);
        Assert.Equal(new MediaTypeHeaderValue("application/pdf"), response.Content.Headers.ContentType);
        using var document = PdfDocument.Open(await response.Content.ReadAsByteArrayAsync());
        return string.Join('\n', document.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text))));
    }
}
