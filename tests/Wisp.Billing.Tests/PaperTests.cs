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

        var paper = await ReadAsync(client);

        foreach (var said in new[] { "COD. 06", "Consumidor Final", "15.000,50", "IVA contenido: 2.603,39", "Régimen de Transparencia Fiscal al Consumidor Ley 27.743" })
            Assert.Contains(said, paper, StringComparison.Ordinal);
        Assert.DoesNotContain("Neto gravado", paper, StringComparison.Ordinal);
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

    private async Task<string> ReadAsync(Guid client)
    {
        var invoice = (await app.InvoicesAsync(client))[0];
        using var response = await app.Admin.Client.GetAsync($"/billing/invoices/{invoice}/pdf");
        Assert.Equal(new MediaTypeHeaderValue("application/pdf"), response.Content.Headers.ContentType);
        using var document = PdfDocument.Open(await response.Content.ReadAsByteArrayAsync());
        return string.Join('\n', document.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text))));
    }
}
