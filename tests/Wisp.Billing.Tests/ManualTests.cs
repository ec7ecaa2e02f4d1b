using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>Manual invoices, through their page.</summary>
[Collection(ScreenTests.Name)]
public sealed class ManualTests(BillingApp app)
{
    [Fact]
    public async Task Days_that_no_run_would_come_back_to_are_not_left_behind()
    {
        var client = await app.BilledAsync("Hueco", new DateOnly(2026, 6, 1));
        var contract = await app.ContractAsync(client, new DateOnly(2026, 6, 1));
        BillingApp.Refused(
            await app.ChargeAsync(client, 100m, contract, "2026-07-01", "2026-07-31"), "Desde: antes de esos días falta facturar desde el 1/6/2026, y ninguna corrida volvería atrás. Empezá desde ahí.");
        await app.ChargeAsync(client, 100m, contract, "2026-06-01", "2026-06-30");
        await app.ChargeAsync(client, 100m, contract, "2026-07-01", "2026-07-31");

        var june = await app.Admin.GetAsync($"/billing/invoices/{(await app.InvoicesAsync(client))[0]}");
        BillingApp.Refused(
            await app.Admin.SubmitAsync(june, "button[formaction*=Void]", ("Input.Reason", "Error"), ("Input.BillAgain", "true")),
            "Ya se facturaron días posteriores de ese contrato: una corrida sigue después de ellos y no volvería a este período. Anulala sin esa opción y hacé una factura manual.");
        var july = await app.Admin.GetAsync($"/billing/invoices/{(await app.InvoicesAsync(client))[1]}");
        Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(july, "button[formaction*=Void]", ("Input.Reason", "Error"), ("Input.BillAgain", "true"))).Status);
        Assert.EndsWith("1/7/2026 – 31/7/2026", (await app.Admin.GetAsync($"/billing/preview?contract={contract}&day=2026-07-01")).Texts("details.preview summary > span")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_manual_form_twice_at_once_is_one_invoice()
    {
        var client = await app.BilledAsync("Manual doble", await app.TodayAsync());
        var form = await app.Admin.GetAsync($"/billing/manual/{client}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.Admin.SubmitAsync(
            form, "form.form", ("Input.Lines[0].Description", "Cargo"), ("Input.Lines[0].Price", "10"))));

        Assert.Single(answers.Select(answer => answer.Location).Distinct());
        Assert.Equal("pending 10.00", await app.DebtsAsync(client));
    }

    [Theory]
    [Trait("case", "D06")]
    [InlineData("3", "45", "60", "15,75", "90,75")]
    [Trait("case", "D04")]
    [InlineData("1000", "0,90", "", "189,00", "1.089,00")]
    public async Task Tax_is_on_what_the_discount_leaves_and_lines_are_rounded_once(string quantity, string price, string discount, string tax, string total)
    {
        var client = await app.BilledAsync("Manual", await app.TodayAsync(), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        var form = await app.Admin.GetAsync($"/billing/manual/{client}");
        (string, string?)[] typed =
            [("Input.Lines[0].Description", "Visita técnica"), ("Input.Lines[0].Quantity", quantity), ("Input.Lines[0].Price", price), ("Input.Discount", discount), ("Input.IncludesTax", "false")];

        var shown = await app.Admin.SubmitAsync(form, "button[formaction*=Show]", typed);
        Assert.Equal([total], shown.Texts("tfoot td.num"));
        Assert.Equal(tax, shown.Texts("section tbody tr:last-child td[data-label=Importe]")[0]);
        Assert.Null(await app.DebtsAsync(client));

        var issued = await app.Admin.GetAsync((await app.Admin.SubmitAsync(form, "form.form", typed)).Location!);
        Assert.Equal([total], issued.Texts("tfoot td.num"));
    }

    [Fact]
    [Trait("case", "E08")]
    public async Task A_manual_invoice_covers_its_days_and_the_run_goes_on_after_them()
    {
        var client = await app.BilledAsync("Junio", new DateOnly(2026, 6, 15));
        var contract = await app.ContractAsync(client, new DateOnly(2026, 6, 15));
        await app.ChargeAsync(client, 100m, contract, "2026-06-15", "2026-06-30");
        await app.ChargeAsync(client, 100m, contract, "2026-07-01", "2026-07-31");
        BillingApp.Refused(
            await app.ChargeAsync(client, 100m, contract, "2026-07-31", "2026-08-10"),
            "Desde: esos días ya están facturados (período que empieza el 1/7/2026).");

        var preview = await app.Admin.GetAsync($"/billing/preview?contract={contract}&day=2026-08-01");
        Assert.EndsWith("1/8/2026 – 31/8/2026", preview.Texts("details.preview summary > span")[0], StringComparison.Ordinal);
    }
}
