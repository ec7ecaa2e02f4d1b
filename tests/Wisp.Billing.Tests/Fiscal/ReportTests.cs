using System.Text.Json;

namespace Wisp.Billing.Tests.Fiscal;

/// <summary>The fiscal states of documents (4.3), with an authority that lives in a folder.</summary>
[Collection(FiscalTests.Name)]
public sealed class ReportTests(FiscalApp app)
{
    [Fact]
    [Trait("rule", "SM-I1")]
    [Trait("rule", "SM-I4")]
    public async Task An_invoice_is_reported_and_takes_the_authoritys_number()
    {
        var (taxpayer, client) = await app.ReportedAsync("Informada");
        await app.ChargeAsync(client, 12100m);
        var id = (await app.MadeAsync(client))[0];
        await app.UntilAsync(client, "authorized 1");

        var page = await app.Admin.GetAsync($"/billing/invoices/{id}");
        Assert.StartsWith("Factura B 00003-00000001", page.Texts("h1")[0], StringComparison.Ordinal);
        Assert.Equal("86330767035001", page.Texts("#fiscal dd")[0]);
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(app.Folder, $"{taxpayer}-3-6-1.json")));
        Assert.Equal("12100.00 10000.00 0.00 5", string.Join(' ', new[] { "Total", "Taxed", "Untaxed" }.Select(name => told.RootElement.GetProperty(name).GetRawText()).Append(told.RootElement.GetProperty("Receiver").GetProperty("Condition").GetString())));
        Assert.Equal("authorize 1 authorized A", await app.Database.ValueAsync<string>(
            "select string_agg(concat_ws(' ', act, number, result, response), ', ') from billing.fiscal_submission where document_id = $1", id));
        Assert.Equal("-12100.00 0.00 12100.00 1", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "SM-I2")]
    [Trait("rule", "FBIL-05")]
    public async Task What_is_reported_after_payment_waits_for_it()
    {
        var (taxpayer, client) = await app.ReportedAsync("Después de pagar");
        await app.Database.RunAsync("update billing.client set report_after_payment = true where id = $1", client);
        await app.ChargeAsync(client, 100m);
        await app.ChargeAsync(client, 50m);
        await app.JobAsync("billing.report");
        Assert.Equal("waiting_payment, waiting_payment", await app.ReportsAsync(client));

        await app.PayAsync(client, "60");
        await app.JobAsync("billing.report");
        Assert.Equal("waiting_payment, waiting_payment", await app.ReportsAsync(client));
        await app.PayAsync(client, "40");
        await app.UntilAsync(client, "authorized 1, waiting_payment");

        // Voided before it is paid: nobody ever hears of it.
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/invoices/{(await app.MadeAsync(client))[1]}"), "button[formaction*=Void]", ("Input.Reason", "Error"));
        await app.UntilAsync(client, "authorized 1, not_applicable");
        Assert.Equal(["3-6-1"], app.Vouchers(taxpayer));
    }

    [Fact]
    [Trait("rule", "SM-I5")]
    public async Task A_payment_that_is_voided_leaves_an_authorised_invoice_authorised()
    {
        var (_, client) = await app.ReportedAsync("Anulada la plata");
        await app.Database.RunAsync("update billing.client set report_after_payment = true where id = $1", client);
        await app.ChargeAsync(client, 100m);
        var payment = (await app.PayAsync(client, "100")).Location!;
        await app.UntilAsync(client, "authorized 1");

        await app.Admin.SubmitAsync(await app.Admin.GetAsync(payment), "form.form", ("Input.Reason", "Cheque sin fondos"));

        Assert.Equal("authorized 1", await app.ReportsAsync(client));
        Assert.Equal("pending 100.00", await app.DebtsAsync(client));
        var answer = await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/invoices/{(await app.MadeAsync(client))[0]}"), "button[formaction*=Void]", ("Input.Reason", "Error"));
        BillingApp.Refused(answer, "La factura ya está informada: se corrige con una nota de crédito.");
    }

    [Fact]
    [Trait("rule", "SM-I2")]
    public async Task A_payment_that_is_voided_before_anything_was_sent_makes_it_wait_again()
    {
        var (taxpayer, client) = await app.ReportedAsync("Todavía no");
        await File.WriteAllTextAsync(Path.Combine(app.Folder, $"closed-{taxpayer}"), "");
        await app.Database.RunAsync("update billing.client set report_after_payment = true where id = $1", client);
        await app.ChargeAsync(client, 100m);
        var payment = (await app.PayAsync(client, "100")).Location!;
        Assert.Equal("queued", await app.ReportsAsync(client));

        await app.Admin.SubmitAsync(await app.Admin.GetAsync(payment), "form.form", ("Input.Reason", "Error"));

        Assert.Equal("waiting_payment", await app.ReportsAsync(client));
    }

    [Fact]
    [Trait("rule", "SM-I2")]
    public async Task A_refused_one_whose_payment_is_voided_is_not_sent_again_before_it_is_paid()
    {
        var (_, client) = await app.ReportedAsync("Rechazada y devuelta", "reject");
        await app.Database.RunAsync("update billing.client set report_after_payment = true where id = $1", client);
        await app.ChargeAsync(client, 100m);
        var payment = (await app.PayAsync(client, "100")).Location!;
        await app.UntilAsync(client, "rejected");
        await app.Admin.SubmitAsync(await app.Admin.GetAsync(payment), "form.form", ("Input.Reason", "Error"));

        await app.RetryAsync((await app.MadeAsync(client))[0]);
        await app.JobAsync("billing.report");

        Assert.Equal("waiting_payment", await app.ReportsAsync(client));
    }

    [Fact]
    [Trait("rule", "AR-09")]
    public async Task Observations_are_kept_and_shown()
    {
        var (_, client) = await app.ReportedAsync("Observada", "observe");
        await app.ChargeAsync(client, 100m);
        await app.UntilAsync(client, "authorized 1");

        var page = await app.Admin.GetAsync($"/billing/invoices/{(await app.MadeAsync(client))[0]}");
        Assert.Contains("10217: El crédito fiscal sólo podrá ser computado", page.Texts("#fiscal .muted"));
    }

    [Fact]
    public async Task A_refused_invoice_takes_no_number_and_is_sent_again_with_the_client_as_he_is_today()
    {
        var (taxpayer, client) = await app.ReportedAsync("Mal escrita", "reject");
        await app.ChargeAsync(client, 100m);
        await app.ChargeAsync(client, 200m);
        await app.UntilAsync(client, "rejected, authorized 1");
        var id = (await app.MadeAsync(client))[0];
        var list = await app.Admin.GetAsync("/billing/fiscal");
        Assert.Single(list.Texts("nav a[href='/billing/fiscal']"));
        Assert.Contains("10015: DocNro inválido", list.Texts("td .muted"));

        await app.Database.RunAsync("update clients.client set name = 'Bien escrita' where id = $1", client);
        await app.RetryAsync(id);
        await app.UntilAsync(client, "authorized 2, authorized 1");

        Assert.Contains("\"Name\":\"Bien escrita\"", await File.ReadAllTextAsync(Path.Combine(app.Folder, $"{taxpayer}-3-6-2.json")), StringComparison.Ordinal);
        Assert.Equal("rejected authorized", await app.Database.ValueAsync<string>("select string_agg(result, ' ' order by id) from billing.fiscal_submission where document_id = $1", id));
    }

    [Fact]
    [Trait("rule", "REN-03")]
    public async Task A_client_who_is_renamed_while_an_invoice_waits_is_reported_by_the_name_that_it_was_issued_to()
    {
        var (taxpayer, client) = await app.ReportedAsync("Nombre viejo", "down");
        await app.ChargeAsync(client, 100m);
        await app.UntilAsync(client, "queued");
        await app.Database.RunAsync("update clients.client set name = 'Nombre nuevo' where id = $1", client);

        await app.RetryAsync((await app.MadeAsync(client))[0]);
        await app.UntilAsync(client, "authorized 1");

        Assert.Contains("\"Name\":\"Nombre viejo\"", await File.ReadAllTextAsync(Path.Combine(app.Folder, $"{taxpayer}-3-6-1.json")), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "AR-07")]
    [Trait("rule", "AR-14")]
    public async Task Dates_go_back_ten_days_at_most_and_never_within_a_series()
    {
        var (taxpayer, client) = await app.ReportedAsync("Fechas");
        await File.WriteAllTextAsync(Path.Combine(app.Folder, $"closed-{taxpayer}"), "");
        for (var i = 0; i < 3; i++) await app.ChargeAsync(client, 100m);
        var ids = await app.MadeAsync(client);
        var today = await app.TodayAsync();
        // The oldest is sent first and gets today's date: the others cannot go back behind it.
        foreach (var (id, days) in ids.Zip(new[] { 3, 11, 10 }))
            await app.Database.RunAsync("update billing.invoice set issued_on = $2 where id = $1", id, today.AddDays(-days));
        File.Delete(Path.Combine(app.Folder, $"closed-{taxpayer}"));
        await app.Database.RunAsync("update billing.fiscal_document set next_at = null where id = any ($1)", ids);
        await app.UntilAsync(client, "authorized 3, authorized 1, authorized 2");

        Assert.Equal("0 0 0", await app.Database.ValueAsync<string>(
            "select string_agg(($2 - on_date)::text, ' ' order by number) from billing.fiscal_document where id = any ($1)", ids, today));

        // Ten days are few enough to keep the day of issue.
        var (second, other) = await app.ReportedAsync("Otras fechas");
        await File.WriteAllTextAsync(Path.Combine(app.Folder, $"closed-{second}"), "");
        await app.ChargeAsync(other, 100m);
        var old = (await app.MadeAsync(other))[0];
        await app.Database.RunAsync("update billing.invoice set issued_on = $2 where id = $1", old, today.AddDays(-10));
        File.Delete(Path.Combine(app.Folder, $"closed-{second}"));
        await app.Database.RunAsync("update billing.fiscal_document set next_at = null where id = $1", old);
        await app.UntilAsync(other, "authorized 1");
        Assert.Equal(today.AddDays(-10), await app.Database.ValueAsync<DateOnly>("select on_date from billing.fiscal_document where id = $1", old));
    }

    [Fact]
    [Trait("rule", "NC-03")]
    [Trait("rule", "NC-06")]
    public async Task A_credit_note_is_reported_after_its_invoice_and_names_it()
    {
        var (taxpayer, client) = await app.ReportedAsync("Corregida", "reject");
        await app.ChargeAsync(client, 1210m);
        await app.UntilAsync(client, "rejected");
        var id = (await app.MadeAsync(client))[0];
        await NoteAsync(id, "121");
        await app.JobAsync("billing.report");
        Assert.Equal("queued", await app.Database.ValueAsync<string>("select fiscal_state from billing.credit_note where invoice_id = $1", id));

        await app.RetryAsync(id);
        await app.UntilAsync(client, "authorized 1");
        await Eventually.BecomesAsync(
            () => app.Database.ValueAsync<string>("select concat_ws(' ', fiscal_state, number) from billing.credit_note where invoice_id = $1", id), state => state == "authorized 1");

        Assert.Equal(["3-6-1", "3-8-1"], app.Vouchers(taxpayer));
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(app.Folder, $"{taxpayer}-3-8-1.json")));
        Assert.Equal("121.00 1 6", string.Join(' ', told.RootElement.GetProperty("Total").GetRawText(), told.RootElement.GetProperty("Corrects").GetProperty("Number").GetRawText(), told.RootElement.GetProperty("Corrects").GetProperty("Series").GetProperty("Code").GetRawText()));
        Assert.Equal("-1089.00 0.00 1089.00 1", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "NC-05")]
    public async Task What_is_corrected_in_full_before_it_is_sent_is_never_reported()
    {
        var (taxpayer, client) = await app.ReportedAsync("Nunca");
        await app.Database.RunAsync("update billing.client set report_after_payment = true where id = $1", client);
        await app.ChargeAsync(client, 100m);
        await NoteAsync((await app.MadeAsync(client))[0], "");
        await app.JobAsync("billing.report");

        Assert.Equal("not_applicable", await app.ReportsAsync(client));
        Assert.Equal("not_applicable", await app.Database.ValueAsync<string>("select fiscal_state from billing.credit_note where client_id = $1", client));
        Assert.Empty(app.Vouchers(taxpayer));
        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(client));
    }

    [Fact]
    public async Task A_firm_reports_where_its_country_does_and_numbers_are_never_mixed()
    {
        var firm = await app.FirmAsync(BillingApp.Unique("Con autoridad"), taxpayer: "30500010912");
        await app.Database.RunAsync("update billing.firm set start_activities_date = '2018-03-01', gross_income = '1', principal_activity = 'Internet' where id = $1", firm);
        var form = await app.Admin.GetAsync($"/billing/firms/edit/{firm}");
        Assert.Equal("/billing/firms", (await app.Admin.SubmitAsync(form, "form.form", ("Input.Authority", "file"))).Location);
        Assert.Equal("file", await app.Database.ValueAsync<string>("select authority from billing.firm where id = $1", firm));

        form = await app.Admin.GetAsync($"/billing/firms/edit/{app.Fantasy}");
        BillingApp.Refused(await app.Admin.SubmitAsync(form, "form.form", ("Input.Authority", "file")), "Informa a: una empresa de fantasía no informa sus comprobantes.");
        form = await app.Admin.GetAsync($"/billing/firms/edit/{firm}");
        BillingApp.Refused(await app.Admin.SubmitAsync(form, "form.form", ("Input.Authority", "sunat")), "Informa a: «sunat» no está instalado.");

        var numbered = await app.FirmAsync(BillingApp.Unique("Con números"), taxpayer: "30500010912");
        await app.Database.RunAsync("update billing.firm set start_activities_date = '2018-03-01', gross_income = '1', principal_activity = 'Internet' where id = $1", numbered);
        await app.ChargeAsync(await app.BilledAsync("Numerado", await app.TodayAsync(), firm: numbered, kind: "B", condition: "5", taxes: app.Vat), 100m);
        form = await app.Admin.GetAsync($"/billing/firms/edit/{numbered}");
        BillingApp.Refused(
            await app.Admin.SubmitAsync(form, "form.form", ("Input.Authority", "file")),
            "Informa a: el punto de venta 00003 ya numeró comprobantes que no se informaron. Agregá otro punto de venta, hacelo principal y archivá ese.");
    }

    private async Task NoteAsync(Guid invoice, string amount)
    {
        var page = await app.Admin.GetAsync($"/billing/invoices/{invoice}");
        Assert.NotNull((await app.Admin.SubmitAsync(page, "button[formaction*=Note]", ("Input.Reason", "Mal cobrado"), ("Input.Amount", amount))).Location);
    }
}
