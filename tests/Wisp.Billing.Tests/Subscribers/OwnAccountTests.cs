using Wisp.Contracts.Billing;

namespace Wisp.Billing.Tests.Subscribers;

/// <summary>What a subscriber reads of his own account, and that another's is not there for him.</summary>
[Collection(ScreenTests.Name)]
public sealed class OwnAccountTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "DEBT-03")]
    public async Task The_account_says_what_is_owed_when_it_is_due_and_what_is_overdue()
    {
        var client = await app.ClientAsync("Sin cuenta");
        Assert.Null(await AccountAsync(client));

        client = await app.OwingAsync("Con cuenta", 100m, 50m);
        var (today, invoices) = (await app.TodayAsync(), await app.InvoicesAsync(client));
        await DueAsync(invoices[0], today.AddDays(-1));
        await DueAsync(invoices[1], today);
        Assert.Equal(new SubscriberAccount(150m, 0m, -150m, 2, today.AddDays(-1), 100m, "ARS"), await AccountAsync(client));

        await app.PayAsync(client, "120");
        Assert.Equal(new SubscriberAccount(30m, 0m, -30m, 1, today, 0m, "ARS"), await AccountAsync(client));
        await app.PayAsync(client, "45");
        Assert.Equal(new SubscriberAccount(0m, 15m, 15m, 0, null, 0m, "ARS"), await AccountAsync(client));
    }

    [Fact]
    public async Task Invoices_come_newest_first_page_by_page_without_drafts_and_without_those_of_others()
    {
        var (client, other) = (await app.OwingAsync("Lista", 100m, 50m, 25m), await app.OwingAsync("Ajena", 7m));
        var (ids, today) = (await app.InvoicesAsync(client), await app.TodayAsync());
        await DueAsync(ids[0], today.AddDays(-3));
        await app.Database.RunAsync("update billing.invoice set state = 'void', balance = 0, void_reason = 'Mal' where id = $1", ids[2]);

        var first = await app.AskAsync((ISubscriberBilling own) => own.InvoicesAsync(client, null, 2));
        Assert.Equal([ids[2], ids[1]], first.Select(one => one.Id));
        Assert.Equal((SubscriberInvoiceState.Void, 0m, false), (first[0].State, first[0].Balance, first[0].IsOverdue));
        Assert.Equal((SubscriberInvoiceState.Pending, 50m, 50m, false), (first[1].State, first[1].Total, first[1].Balance, first[1].IsOverdue));
        var last = Assert.Single(await app.AskAsync((ISubscriberBilling own) => own.InvoicesAsync(client, first[1].PublicId, 2)));
        var number = await app.Database.ValueAsync<long>("select number from billing.invoice where id = $1", ids[0]);
        Assert.Equal(
            new SubscriberInvoice(ids[0], last.PublicId, $"X 00003-{number:D8}", today.AddDays(-3), today.AddDays(-3), today.AddDays(-3), null, null, 100m, 100m, SubscriberInvoiceState.Pending, true, null, "ARS"),
            last);
        Assert.Single(await app.AskAsync((ISubscriberBilling own) => own.InvoicesAsync(client, null, 0)));
        Assert.Equal(7m, Assert.Single(await app.AskAsync((ISubscriberBilling own) => own.InvoicesAsync(other, null, 500))).Total);

        await app.Database.RunAsync(
            """
            insert into billing.invoice (client_id, firm_id, point_of_sale_id, kind, is_auto, net_amount, discount_amount, tax_amount, gross_amount, currency, actor, created_at)
            select client_id, firm_id, point_of_sale_id, kind, false, 9, 0, 0, 9, currency, actor, created_at from billing.invoice where client_id = $1
            """, other);
        Assert.Single(await app.AskAsync((ISubscriberBilling own) => own.InvoicesAsync(other, null, 10)));
        var draft = await app.Database.ValueAsync<Guid>("select id from billing.invoice where client_id = $1 and issued_on is null", other);
        Assert.Null(await app.AskAsync((ISubscriberBilling own) => own.InvoiceAsync(other, draft)));
        Assert.Null(await app.AskAsync((ISubscriberBilling own) => own.InvoicePdfAsync(other, draft)));
    }

    [Fact]
    [Trait("rule", "BIL-24")]
    public async Task An_invoice_says_why_each_amount_which_taxes_and_what_paid_it()
    {
        var client = await app.BilledAsync("Detalle", await app.TodayAsync(), firm: app.Registered, kind: "B", condition: "cf", taxes: app.Vat);
        await app.ChargeAsync(client, 121m);
        await app.PayAsync(client, "21");
        var id = (await app.InvoicesAsync(client))[0];

        var found = (await app.AskAsync((ISubscriberBilling own) => own.InvoiceAsync(client, id)))!;

        Assert.Equal((121m, 100m, SubscriberInvoiceState.Pending), (found.Invoice.Total, found.Invoice.Balance, found.Invoice.State));
        Assert.Equal([new SubscriberLine("Cargo", 121m, true, "1 × 121,00, cargado a mano", null, null)], found.Lines);
        Assert.Equal([new SubscriberTax("IVA 21 %", 21m, 100m, 21m)], found.Taxes);
        var (payment, number) = (await app.Database.ValueAsync<Guid>("select id from billing.payment where client_id = $1", client), await app.Database.ValueAsync<long>("select public_id from billing.payment where client_id = $1", client));
        Assert.Equal([new SubscriberAllocation(payment, $"Pago {number}", await app.TodayAsync(), 21m)], found.Payments);
        var other = await app.ClientAsync("Otra");
        Assert.Null(await app.AskAsync((ISubscriberBilling own) => own.InvoiceAsync(other, id)));
    }

    [Fact]
    public async Task Papers_are_drawn_for_their_own_client_alone()
    {
        var (client, other) = (await app.OwingAsync("Papeles", 100m), await app.OwingAsync("Curiosa", 5m));
        await app.PayAsync(client, "100");
        var invoice = (await app.InvoicesAsync(client))[0];
        var payment = await app.Database.ValueAsync<Guid>("select id from billing.payment where client_id = $1", client);

        var paper = (await app.AskAsync((ISubscriberBilling own) => own.InvoicePdfAsync(client, invoice)))!;
        var receipt = (await app.AskAsync((ISubscriberBilling own) => own.ReceiptPdfAsync(client, payment)))!;

        Assert.Matches("^X 00003-[0-9]{8}\\.pdf$", paper.FileName);
        Assert.Matches("^Recibo [0-9]+\\.pdf$", receipt.FileName);
        Assert.All([paper, receipt], pdf => Assert.Equal("%PDF"u8.ToArray(), pdf.Content[..4].ToArray()));
        Assert.Null(await app.AskAsync((ISubscriberBilling own) => own.InvoicePdfAsync(other, invoice)));
        Assert.Null(await app.AskAsync((ISubscriberBilling own) => own.ReceiptPdfAsync(other, payment)));
    }

    [Fact]
    [Trait("rule", "DEBT-04")]
    public async Task Payments_and_movements_are_listed_with_the_balance_after_each()
    {
        var client = await app.OwingAsync("Movida", 100m, 50m);
        await app.PayAsync(client, "120", [("Input.Reference", "TR-1")]);
        await app.PayAsync(client, "40");
        var papers = await app.Database.ValueAsync<string[]>("select array_agg(kind || ' 00003-' || lpad(number::text, 8, '0') order by number) from billing.invoice where client_id = $1", client);

        var payments = await app.AskAsync((ISubscriberBilling own) => own.PaymentsAsync(client, null, 10));
        Assert.Equal([(40m, 10m, "Efectivo", null, false), (120m, 0m, "Efectivo", "TR-1", false)], payments.Select(one => (one.Amount, one.Credit, one.Method, one.Reference, one.IsVoid)));
        Assert.Equal([[papers![1]], papers], payments.Select(one => one.Invoices));
        Assert.Equal([payments[1]], await app.AskAsync((ISubscriberBilling own) => own.PaymentsAsync(client, payments[0].PublicId, 10)), (a, b) => a.Id == b.Id);

        var movements = await app.AskAsync((ISubscriberBilling own) => own.MovementsAsync(client, null, 3));
        Assert.Equal([("Pago", 40m, 10m), ("Pago", 120m, -30m), ("Factura", -50m, -150m)], movements.Select(one => (one.Kind, one.Amount, one.Balance)));
        Assert.Equal([payments[0].Id, payments[1].Id, null], movements.Select(one => one.PaymentId));
        Assert.Equal(papers[1], movements[2].Number);
        var rest = Assert.Single(await app.AskAsync((ISubscriberBilling own) => own.MovementsAsync(client, movements[2].Id, 3)));
        Assert.Equal((-100m, -100m), (rest.Amount, rest.Balance));
        var other = await app.ClientAsync("Quieta");
        Assert.Empty(await app.AskAsync((ISubscriberBilling own) => own.MovementsAsync(other, null, 3)));
        Assert.Empty(await app.AskAsync((ISubscriberBilling own) => own.PaymentsAsync(other, null, 3)));
    }

    private Task<SubscriberAccount?> AccountAsync(Guid client) => app.AskAsync((ISubscriberBilling own) => own.AccountAsync(client));

    private Task<int> DueAsync(Guid invoice, DateOnly day) => app.Database.RunAsync(
        "update billing.invoice set issued_on = least(issued_on, $2), first_due_date = $2, second_due_date = $2 where id = $1", invoice, day);
}
