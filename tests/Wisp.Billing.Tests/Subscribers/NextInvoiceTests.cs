using Wisp.Contracts.Billing;

namespace Wisp.Billing.Tests.Subscribers;

/// <summary>The next invoice of a contract, as it would be made.</summary>
[Collection(ScreenTests.Name)]
public sealed class NextInvoiceTests(BillingApp app)
{
    private static readonly DateOnly Start = new(2031, 1, 10);

    [Fact]
    [Trait("rule", "BIL-01")]
    [Trait("rule", "BIL-06")]
    public async Task It_is_told_from_its_first_day_and_with_another_plan()
    {
        var client = await app.BilledAsync("Próxima", Start);
        var contract = await app.ContractAsync(client, Start);
        var faster = await app.PlanAsync(BillingApp.Unique("Rápido"), 31000m);

        // 22 of the 31 days of January.
        var next = (await NextAsync(client, contract))!;
        Assert.Equal((Start, Start, new DateOnly(2031, 1, 31), 10645.16m, "ARS"), (next.IssuesOn, next.From, next.To, next.Total, next.Currency));
        Assert.Equal([new SubscriberLine("Hogar", 10645.16m, true, "15.000,00 × 22 de 31 días = 10.645,16", Start, new DateOnly(2031, 1, 31))], next.Lines);
        Assert.Empty(next.Taxes);
        Assert.Equal(22000m, (await NextAsync(client, contract, faster))!.Total);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.invoice where client_id = $1", client));

        // A change that is planned counts from its day.
        await app.Database.RunAsync("update network.contract set next_plan_id = $2, next_plan_from = $3 where id = $1", contract, faster, Start);
        Assert.Equal(22000m, (await NextAsync(client, contract))!.Total);
    }

    [Fact]
    public async Task There_is_none_of_another_client_without_billing_or_of_a_plan_that_is_not_offered()
    {
        var (client, other) = (await app.BilledAsync("Mía", Start), await app.ClientAsync("Sin facturación"));
        var (contract, unbilled) = (await app.ContractAsync(client, Start), await app.ContractAsync(other, Start));
        var retired = await app.PlanAsync(BillingApp.Unique("Viejo"), 1000m);
        await app.Database.RunAsync("update network.plan set archived_at = now() where id = $1", retired);

        Assert.Null(await NextAsync(other, contract));
        Assert.Null(await NextAsync(other, unbilled));
        Assert.Null(await NextAsync(client, contract, retired));
        Assert.Null(await NextAsync(client, contract, Guid.CreateVersion7()));
    }

    [Fact]
    [Trait("rule", "TAX-02")]
    public async Task Its_taxes_are_told_and_the_price_holds_them()
    {
        var client = await app.BilledAsync("Con IVA", new DateOnly(2031, 1, 1), firm: app.Registered, kind: "B", condition: "cf", taxes: app.Vat);
        var contract = await app.ContractAsync(client, new DateOnly(2031, 1, 1), plan: await app.PlanAsync(BillingApp.Unique("Neto"), 12100m));

        var next = (await NextAsync(client, contract))!;

        Assert.Equal([new SubscriberTax("IVA 21 %", 21m, 10000m, 2100m)], next.Taxes);
        Assert.Equal((12100m, new DateOnly(2031, 1, 31)), (next.Total, next.To));
    }

    private Task<SubscriberNextInvoice?> NextAsync(Guid client, Guid contract, Guid? plan = null) =>
        app.AskAsync((ISubscriberCharges own) => own.NextInvoiceAsync(client, contract, plan));
}
