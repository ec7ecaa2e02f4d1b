using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>Credit notes and voided invoices, through their pages.</summary>
[Collection(ScreenTests.Name)]
public sealed class CorrectionTests(BillingApp app)
{
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
    [Trait("rule", "AR-10")]
    [InlineData("6,25", "5.16 5.16 1.09")]
    [InlineData("10,00", "8.26 8.26 1.74")]
    public async Task What_VAT_is_taken_of_is_the_note_without_it(string amount, string figures)
    {
        var client = await app.BilledAsync("Nota chica", await app.TodayAsync(), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        await app.ChargeAsync(client, 100m);
        await NoteAsync((await app.InvoicesAsync(client))[0], amount);

        Assert.Equal(figures, await app.Database.ValueAsync<string>(
            "select concat_ws(' ', net_amount, taxes -> 0 ->> 'base', tax_amount) from billing.credit_note where client_id = $1", client));
    }

    [Fact]
    public async Task The_same_note_form_twice_is_one_note()
    {
        var client = await app.OwingAsync("Corregida una vez", 100m);
        var page = await app.Admin.GetAsync($"/billing/invoices/{(await app.InvoicesAsync(client))[0]}");

        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(page, "button[formaction*=Note]", ("Input.Reason", "Error"), ("Input.Amount", "30"))).Status);

        Assert.Equal("-70.00 0.00 70.00 1", await app.AccountAsync(client));
    }

    private async Task<Page> NoteAsync(Guid invoice, string? amount)
    {
        var page = await app.Admin.GetAsync($"/billing/invoices/{invoice}");
        return await app.Admin.SubmitAsync(page, "button[formaction*=Note]", ("Input.Reason", "Corrección"), ("Input.Amount", amount));
    }
}
