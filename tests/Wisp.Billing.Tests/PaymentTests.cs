using System.Globalization;
using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>Payments, credit and refunds, through their pages.</summary>
[Collection(ScreenTests.Name)]
public sealed class PaymentTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "PAY-02")]
    [Trait("rule", "PAY-05")]
    [Trait("rule", "INV-L1")]
    [Trait("rule", "INV-L2")]
    public async Task Money_pays_the_oldest_due_first_and_the_rest_of_it_part_of_the_next()
    {
        var client = await app.OwingAsync("Vieja", 100m, 50m);

        var payment = await app.PayAsync(client, "120");

        Assert.Equal(HttpStatusCode.Redirect, payment.Status);
        Assert.Equal("paid 0.00, pending 30.00", await app.DebtsAsync(client));
        Assert.Equal("-30.00 0.00 30.00 1", await app.AccountAsync(client));
        Assert.Equal(["100,00", "20,00", "0,00"], (await app.Admin.GetAsync(payment.Location!)).Texts("section tbody td.num"));
        var account = await app.Admin.GetAsync($"/billing/account/{client}");
        Assert.Equal(["Debe 30,00", "0,00", "1 por 30,00", "0,00"], account.Texts("dl.stats dd"));
        Assert.Equal(["-30,00", "-150,00", "-100,00"], account.Texts("section[aria-labelledby=ledger] td[data-label=Saldo]"));
    }

    [Fact]
    [Trait("rule", "PAY-03")]
    public async Task Chosen_invoices_are_paid_in_their_order_and_the_rest_is_credit()
    {
        var client = await app.OwingAsync("Elegida", 100m, 50m, 70m);
        var ids = await app.InvoicesAsync(client);

        var payment = await app.PayAsync(client, "130", [("Input.To", "chosen"), ("Input.Invoices", $"{ids[2]}"), ("Input.Invoices", $"{ids[1]}")]);

        Assert.Equal([], payment.Texts(".error-summary li"));
        Assert.Equal("pending 100.00, paid 0.00, paid 0.00", await app.DebtsAsync(client));
        Assert.Equal("-90.00 10.00 100.00 1", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "PAY-01")]
    [Trait("rule", "PAY-04")]
    [Trait("case", "G03")]
    public async Task Credit_waits_and_pays_the_next_invoice()
    {
        var client = await app.OwingAsync("Crédito", 5m);
        await app.PayAsync(client, "40");
        Assert.Equal("35.00 35.00 0.00 0", await app.AccountAsync(client));

        await app.ChargeAsync(client, 30m);

        Assert.Equal("paid 0.00, paid 0.00", await app.DebtsAsync(client));
        Assert.Equal("5.00 5.00 0.00 0", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("case", "G04")]
    public async Task Free_credit_is_refunded_and_no_more()
    {
        var client = await app.OwingAsync("Devuelta", 5m);
        await app.PayAsync(client, "40");

        Assert.Equal(HttpStatusCode.Redirect, (await RefundAsync(client, "35")).Status);
        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(client));
        BillingApp.Refused(await RefundAsync(client, "1"), "Importe: 1,00 es más que el crédito disponible, 0,00.");

        // What was given back is not there to be taken back.
        var payment = await app.Database.ValueAsync<Guid>("select id from billing.payment where client_id = $1", client);
        BillingApp.Refused(await VoidAsync($"/billing/payments/{payment}", "Error"), "Parte de este pago se devolvió al cliente: no se puede anular.");
    }

    [Theory]
    [Trait("rule", "PAY-06")]
    [Trait("rule", "PAY-09")]
    [InlineData("Amount", "0", "Importe: «0» no es un importe mayor que cero como 15000 o 15.000,50.")]
    [InlineData("Amount", "-5", "Importe: «-5» no es un importe mayor que cero como 15000 o 15.000,50.")]
    [InlineData("Amount", "10,005", "Importe: «10,005» no es un importe mayor que cero como 15000 o 15.000,50.")]
    [InlineData("Amount", "1.234", "Importe: «1.234» no es un importe mayor que cero como 15000 o 15.000,50.")]
    [InlineData("Amount", "1000000000000", "Importe: «1000000000000» no es un importe mayor que cero como 15000 o 15.000,50.")]
    [InlineData("Amount", "", "Importe: «» no es un importe mayor que cero como 15000 o 15.000,50.")]
    [InlineData("Date", "31/2/2026", "Fecha: «31/2/2026» no es una fecha.")]
    [InlineData("MethodId", "", "Medio de pago: elegí uno de la lista.")]
    public async Task A_wrong_payment_says_what_is_wrong(string field, string typed, string said) =>
        BillingApp.Refused(await app.PayAsync(await app.OwingAsync("Mal", 10m), field == "Amount" ? typed : "10", [($"Input.{field}", typed)]), said);

    [Theory]
    [Trait("case", "D09")]
    [InlineData("19,95", 19.95)]
    [InlineData("1.234,50", 1234.50)]
    [InlineData("1,234.50", 1234.50)]
    public async Task Amounts_are_read_as_people_write_them(string typed, double amount)
    {
        var client = await app.OwingAsync("Formatos", 1m);
        await app.PayAsync(client, typed);
        Assert.Equal((decimal)amount, await app.Database.ValueAsync<decimal>("select amount from billing.payment where client_id = $1", client));
    }

    [Fact]
    [Trait("rule", "PAY-06")]
    public async Task A_payment_does_not_come_from_the_future()
    {
        var tomorrow = (await app.TodayAsync()).AddDays(1);
        BillingApp.Refused(
            await app.PayAsync(await app.OwingAsync("Futura", 10m), "10", [("Input.Date", tomorrow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]),
            $"Fecha: {tomorrow.ToString("d", CultureInfo.GetCultureInfo("es-AR"))} todavía no llegó; un pago se registra cuando entra.");
    }

    [Fact]
    public async Task Another_clients_invoice_cannot_be_paid()
    {
        var (client, other) = (await app.OwingAsync("Una", 10m), await app.OwingAsync("Otra", 10m));
        BillingApp.Refused(
            await app.PayAsync(client, "10", [("Input.To", "chosen"), ("Input.Invoices", $"{(await app.InvoicesAsync(other))[0]}")]),
            "Facturas: alguna no es de este cliente o ya no se debe. Volvé a elegir.");
        Assert.Equal("pending 10.00", await app.DebtsAsync(other));
    }

    [Fact]
    [Trait("case", "G07")]
    public async Task The_same_form_twice_is_one_payment()
    {
        var client = await app.OwingAsync("Doble", 10m);
        var form = await app.Admin.GetAsync($"/billing/pay/{client}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.Admin.SubmitAsync(form, "form.form", ("Input.Amount", "10"))));

        Assert.Single(answers.Select(answer => answer.Location).Distinct());
        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("case", "F06")]
    public async Task Two_cashiers_paying_the_same_debt_leave_one_over_payment_as_credit()
    {
        var client = await app.OwingAsync("Dos cajas", 10m);
        await Task.WhenAll(app.PayAsync(client, "10"), app.PayAsync(client, "10"));

        Assert.Equal("paid 0.00", await app.DebtsAsync(client));
        Assert.Equal("10.00 10.00 0.00 0", await app.AccountAsync(client));
    }

    [Fact]
    public async Task A_voided_payment_is_owed_again()
    {
        var client = await app.OwingAsync("Rebote", 100m);
        var payment = await app.PayAsync(client, "130");
        await app.ChargeAsync(client, 20m);
        Assert.Equal("10.00 10.00 0.00 0", await app.AccountAsync(client));

        Assert.Equal(HttpStatusCode.Redirect, (await VoidAsync(payment.Location!, "Cheque sin fondos")).Status);

        Assert.Equal("pending 100.00, pending 20.00", await app.DebtsAsync(client));
        Assert.Equal("-120.00 0.00 120.00 2", await app.AccountAsync(client));
        BillingApp.Refused(await VoidAsync(payment.Location!, "Otra vez"), "Solo se anula un pago exitoso.");
        BillingApp.Refused(await VoidAsync((await app.PayAsync(client, "1")).Location!, " "), "Motivo: escribilo.");
    }

    [Fact]
    [Trait("rule", "PAY-08")]
    [Trait("rule", "MAIL-04")]
    public async Task A_payment_is_mailed_to_the_main_address_when_the_switch_is_on()
    {
        var client = await app.BilledAsync("Con mail", await app.TodayAsync(), email: "con.mail@example.com");
        await app.ChargeAsync(client, 10m);
        await app.PayAsync(client, "10");
        Assert.Equal("con.mail@example.com", await app.Database.ValueAsync<string>("select string_agg(address, ' ') from host.mail where kind = 'billing.payment' and subject_id = $1", client));

        await app.Database.RunAsync("update billing.client set email_on_payment = false where id = $1", client);
        await app.ChargeAsync(client, 10m);
        await app.PayAsync(client, "10");
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'billing.payment' and subject_id = $1", client));
    }

    [Fact]
    [Trait("rule", "PAY-07")]
    public async Task The_daily_sheet_adds_up_by_method_and_by_collector()
    {
        var collector = await app.Database.ValueAsync<Guid>("insert into clients.collector (name, created_at, updated_at) values ('Juana', now(), now()) returning id");
        var client = await app.OwingAsync("Planilla", 100m);
        await app.PayAsync(client, "30", [("Input.CollectorId", $"{collector}")]);
        await app.PayAsync(client, "12,50", [("Input.CollectorId", $"{collector}"), ("Input.Reference", "Op 1"), ("Input.MethodId", $"{await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'transfer'")}")]);
        await app.PayAsync(client, "7");

        var sheet = await app.Admin.GetAsync($"/billing/payments?collector={collector}");

        Assert.Equal(["42,50", "30,00", "12,50"], sheet.Texts("dl.stats dd"));
        Assert.Equal(["12,50", "30,00"], sheet.Texts("td[data-label=Importe]"));
    }

    [Fact]
    public async Task The_same_refund_form_twice_gives_back_once()
    {
        var client = await app.OwingAsync("Devuelta una vez");
        await app.PayAsync(client, "100");
        var form = await app.Admin.GetAsync($"/billing/refund/{client}");

        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(form, "form.form", ("Input.Amount", "40"), ("Input.Reason", "Se va"))).Status);

        Assert.Equal("60.00 60.00 0.00 0", await app.AccountAsync(client));
    }

    private async Task<Page> RefundAsync(Guid client, string amount)
    {
        var form = await app.Admin.GetAsync($"/billing/refund/{client}");
        return await app.Admin.SubmitAsync(form, "form.form", ("Input.Amount", amount), ("Input.Reason", "Se va"));
    }

    private async Task<Page> VoidAsync(string url, string reason)
    {
        var page = await app.Admin.GetAsync(url);
        // The form of a payment that is void already is gone; a page that was open before still sends it.
        if (page.Document.QuerySelector("form.form") is null)
            page = page with { Document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<form class=form method=post><input name=__RequestVerificationToken value='{await app.TokenAsync()}'></form>") };
        return await app.Admin.SubmitAsync(page, "form.form", ("Input.Reason", reason));
    }
}
