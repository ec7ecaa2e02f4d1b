using System.Globalization;
using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>Payments, credit, refunds, credit notes and manual invoices, through their pages.</summary>
[Collection(ScreenTests.Name)]
public sealed class MoneyTests(BillingApp app)
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
    [Trait("rule", "NC-02")]
    [Trait("rule", "NC-04")]
    [Trait("case", "G08")]
    public async Task A_credit_note_on_a_paid_invoice_becomes_credit_and_the_invoice_stays()
    {
        var client = await app.OwingAsync("Corregida", 100m);
        await app.PayAsync(client, "100");
        var invoice = (await app.InvoicesAsync(client))[0];

        Assert.Equal(HttpStatusCode.Redirect, (await NoteAsync(invoice, "20")).Status);
        Assert.Equal("20.00 20.00 0.00 0", await app.AccountAsync(client));
        Assert.Equal("paid 0.00", await app.DebtsAsync(client));
        BillingApp.Refused(await NoteAsync(invoice, "80,01"), "Importe: 80,01 es más que lo que queda por acreditar, 80,00.");

        await NoteAsync(invoice, null);
        Assert.Equal("100.00 100.00 0.00 0", await app.AccountAsync(client));
        BillingApp.Refused(await NoteAsync(invoice, null), "Las notas de crédito ya cubren toda la factura.");
    }

    [Fact]
    [Trait("rule", "NC-05")]
    public async Task A_full_note_on_an_unpaid_invoice_voids_it_and_both_lines_stay()
    {
        var client = await app.OwingAsync("Anulada", 100m);
        await NoteAsync((await app.InvoicesAsync(client))[0], null);

        Assert.Equal("void 0.00", await app.DebtsAsync(client));
        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(client));
        Assert.Equal("invoice -100.00, credit_note 100.00", await app.Database.ValueAsync<string>(
            "select string_agg(kind || ' ' || amount, ', ' order by id) from billing.account_transaction where client_id = $1", client));
    }

    [Fact]
    [Trait("rule", "NC-08")]
    public async Task Notes_take_the_invoices_own_taxes_in_their_share_and_add_up_to_them()
    {
        var client = await app.BilledAsync("Partes", await app.TodayAsync(), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        await app.ChargeAsync(client, 100m);
        var invoice = (await app.InvoicesAsync(client))[0];
        // 82.64 and 17.36: the taxes so far are 5.79, 11.57 and 17.36.
        foreach (var amount in new[] { "33,33", "33,33", null }) await NoteAsync(invoice, amount);

        Assert.Equal("27.54 5.79, 27.55 5.78, 27.55 5.79", await app.Database.ValueAsync<string>(
            "select string_agg(net_amount || ' ' || tax_amount, ', ' order by id) from billing.credit_note where invoice_id = $1", invoice));
    }

    [Fact]
    [Trait("rule", "NC-02")]
    public async Task The_last_cent_of_an_invoice_can_be_credited()
    {
        var client = await app.BilledAsync("Centavo", await app.TodayAsync(), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        await app.ChargeAsync(client, 100m);
        var invoice = (await app.InvoicesAsync(client))[0];
        foreach (var amount in new[] { "33,33", "33,33", "33,33", null }) Assert.Equal(HttpStatusCode.Redirect, (await NoteAsync(invoice, amount)).Status);

        Assert.Equal("27.54 5.79, 27.55 5.78, 27.54 5.79, 0.01 0.00", await app.Database.ValueAsync<string>(
            "select string_agg(net_amount || ' ' || tax_amount, ', ' order by number) from billing.credit_note where invoice_id = $1", invoice));
    }

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

    [Fact]
    public async Task A_voided_invoice_frees_what_it_had_been_paid()
    {
        var client = await app.OwingAsync("Libre", 100m);
        await app.PayAsync(client, "40");
        var page = await app.Admin.GetAsync($"/billing/invoices/{(await app.InvoicesAsync(client))[0]}");

        await app.Admin.SubmitAsync(page, "button[formaction*=Void]", ("Input.Reason", "Error"));

        Assert.Equal("void 0.00", await app.DebtsAsync(client));
        Assert.Equal("40.00 40.00 0.00 0", await app.AccountAsync(client));
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

    private async Task<Page> NoteAsync(Guid invoice, string? amount)
    {
        var page = await app.Admin.GetAsync($"/billing/invoices/{invoice}");
        return await app.Admin.SubmitAsync(page, "button[formaction*=Note]", ("Input.Reason", "Corrección"), ("Input.Amount", amount));
    }
}
