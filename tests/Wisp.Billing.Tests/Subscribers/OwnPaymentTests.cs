using Wisp.Billing.Tests.Gateways;
using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Billing.Tests.Subscribers;

/// <summary>How a subscriber pays, and what keeps a payment that was told from being recorded.</summary>
[Collection(ScreenTests.Name)]
public sealed class OwnPaymentTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "PANEL-05")]
    public async Task Links_are_those_of_his_gateways_and_one_that_fails_is_left_out()
    {
        var (name, broken) = (BillingApp.Unique("Banco"), BillingApp.Unique("Roto"));
        var (bank, other) = (await Bank.OpenAsync(app, name, "https://pagos.example/{reference}?importe={amount}"), await Bank.OpenAsync(app, broken, "https://roto.example/{reference}"));
        var (client, stranger) = (await app.OwingAsync("Paga", 100m), await app.OwingAsync("Otra", 70m));
        await bank.EnrolAsync(client, "CLI-1");
        await other.EnrolAsync(client, "CLI-1");
        await app.Database.RunAsync("update billing.gateway set secrets = 'x' where id = $1", other.Id);
        var (invoice, foreign) = ((await app.InvoicesAsync(client))[0], (await app.InvoicesAsync(stranger))[0]);
        var number = await app.Database.ValueAsync<long>("select public_id from billing.invoice where id = $1", invoice);

        var lasting = await LinksAsync(client, null);
        Assert.Equal([$"{name}  https://pagos.example/CLI-1?importe=", $"{broken}  https://roto.example/CLI-1"], lasting);
        string[] once = [$"{name} {invoice} https://pagos.example/INV-{number}?importe=100.00", .. lasting];
        Assert.Equal(once, await LinksAsync(client, invoice));
        Assert.Equal(lasting, await LinksAsync(client, foreign));
        Assert.Empty(await LinksAsync(stranger, foreign));

        await app.Database.RunAsync("update billing.client_gateway set enabled = false where client_id = $1 and gateway_id = $2", client, other.Id);
        Assert.Equal([lasting[0]], await LinksAsync(client, null));
    }

    [Fact]
    [Trait("rule", "PAY-02")]
    [Trait("rule", "INV-P3")]
    public async Task A_payment_that_was_told_is_recorded_once_and_pays_what_is_due_first()
    {
        var client = await app.OwingAsync("Transfiere", 100m, 50m);
        var methods = await app.AskAsync((ISubscriberPayments own) => own.MethodsAsync());
        Assert.Equal("Efectivo", methods[0].Name);
        var wanted = new SubscriberPayment(client, 120m, await app.TodayAsync(), methods.Single(one => one.Name == "Transferencia bancaria").Id, BillingApp.Unique("TR"), Guid.CreateVersion7());

        var recorded = await RecordAsync(wanted);
        Assert.Equal(recorded.PaymentId, (await RecordAsync(wanted)).PaymentId);

        Assert.Equal("paid 0.00, pending 30.00", await app.DebtsAsync(client));
        Assert.Equal("-30.00 0.00 30.00 1", await app.AccountAsync(client));
        Refused(await RecordAsync(wanted with { Key = Guid.CreateVersion7() }), $"Reference: Referencia: ya hay un pago con «{wanted.Reference}» por este medio.");
    }

    [Fact]
    public async Task A_payment_that_cannot_be_is_refused_with_its_field()
    {
        var client = await app.OwingAsync("Rechazada", 100m);
        var today = await app.TodayAsync();
        var wanted = new SubscriberPayment(client, 10m, today, null, null, Guid.CreateVersion7());
        foreach (var amount in new[] { 0m, -5m, 10.005m, 1_000_000_000_000m })
            Assert.Equal("Amount", Assert.Single((await RecordAsync(wanted with { Amount = amount })).Problems).Field);
        Refused(await RecordAsync(wanted with { PaidOn = today.AddDays(1) }), $"PaidOn: Fecha: {today.AddDays(1):d/M/yyyy} todavía no llegó; un pago se registra cuando entra.");
        Refused(await RecordAsync(wanted with { MethodId = Guid.CreateVersion7() }), "MethodId: Medio de pago: elegí uno de la lista.");
        Assert.Equal("", Assert.Single((await RecordAsync(wanted with { ClientId = Guid.CreateVersion7() })).Problems).Field);
        Assert.Equal("pending 100.00", await app.DebtsAsync(client));
        Assert.Equal("Efectivo", await app.AskAsync(async (ISubscriberBilling own) =>
            (await RecordAsync(wanted)).PaymentId is null ? null : (await own.PaymentsAsync(client, null, 1))[0].Method));
    }

    [Fact]
    [Trait("rule", "MAIL-06")]
    public async Task Whom_to_notify_is_kept_by_the_rules_of_the_form()
    {
        var email = $"{BillingApp.Unique("ana")}@example.com";
        var client = await app.BilledAsync("Avisada", await app.TodayAsync(), email: email);
        Assert.Equal(new SubscriberMailChoice(null, true, true), await MailAsync(client));

        Assert.Empty(await NotifyAsync(client, new SubscriberMailChoice($" b@example.com , c@example.com,{email.ToUpperInvariant()},B@example.com", true, false)));

        Assert.Equal(new SubscriberMailChoice("b@example.com,c@example.com", true, false), await MailAsync(client));
        Assert.Contains("b@example.com", (await app.Admin.GetPartAsync($"/clients/{client}/panel?tab=history")).Text, StringComparison.Ordinal);
        var problem = Assert.Single(await NotifyAsync(client, new SubscriberMailChoice("b@example.com;c@example.com", true, true)));
        Assert.Equal(("NotifyEmails", "separá las direcciones con una coma, no con punto y coma."), (problem.Field, problem.Message));
        var off = await app.ClientAsync("Sin facturación");
        Assert.Null(await MailAsync(off));
        Assert.Equal("Tu facturación no está activa: comunicate con tu proveedor.", Assert.Single(await NotifyAsync(off, new SubscriberMailChoice(null, true, true))).Message);
    }

    private Task<SubscriberMailChoice?> MailAsync(Guid client) => app.AskAsync((ISubscriberMail own) => own.FindAsync(client));

    private Task<IReadOnlyList<SubscriberProblem>> NotifyAsync(Guid client, SubscriberMailChoice choice) => app.DoAsync(
        (ISubscriberMail own, IWispTransaction transaction) => own.SaveAsync(transaction, client, choice), problems => problems.Count == 0);

    private async Task<string[]> LinksAsync(Guid client, Guid? invoice) =>
        [.. (await app.AskAsync((ISubscriberPayments own) => own.LinksAsync(client, invoice))).Select(one => $"{one.Gateway} {one.InvoiceId} {one.Link.AbsoluteUri}")];

    private Task<SubscriberRecorded> RecordAsync(SubscriberPayment payment) => app.DoAsync(
        (ISubscriberPayments own, IWispTransaction transaction) => own.RecordAsync(transaction, payment), recorded => recorded.PaymentId is not null);

    private static void Refused(SubscriberRecorded recorded, string said)
    {
        Assert.Null(recorded.PaymentId);
        Assert.Equal([said], recorded.Problems.Select(problem => $"{problem.Field}: {problem.Message}"));
    }
}
