using System.Globalization;
using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Billing.Tests.Subscribers;

/// <summary>Why a subscriber has no service, and what he can promise.</summary>
[Collection(WorkerTests.Name)]
public sealed class OwnDebtTests(WorkerApp app)
{
    [Fact]
    [Trait("rule", "AUT-01")]
    [Trait("rule", "AUT-02")]
    public async Task He_is_told_which_invoice_alerted_or_cut_it_and_that_paying_brings_it_back()
    {
        var (client, contract) = await app.LateAsync("Explicada", firstDue: -1, secondDue: 5);
        var today = await app.TodayAsync();
        Assert.Empty(await WhyAsync(client));
        await app.DayAsync();
        var invoice = (await app.InvoicesAsync(client))[0];
        var paper = await app.Database.ValueAsync<string>("select kind || ' 00003-' || lpad(number::text, 8, '0') from billing.invoice where id = $1", invoice);

        var alerted = Assert.Single(await WhyAsync(client));
        Assert.Equal((contract, false, true), (alerted.ContractId, alerted.IsCut, alerted.PayingReenables));
        Assert.Equal($"Hay una deuda vencida: {paper}, con vencimiento el {Short(today.AddDays(-1))} (100,00). El servicio sigue, y se corta si no se paga.", alerted.Sentences[0]);
        Assert.Equal([new SubscriberCutInvoice(invoice, paper!, today.AddDays(-1), 100m)], alerted.Invoices);

        await app.DueAsync(contract, firstDue: -11, secondDue: -1);
        await app.DayAsync();
        var cut = Assert.Single(await WhyAsync(client));
        Assert.Equal((true, true), (cut.IsCut, cut.PayingReenables));
        Assert.Equal($"El servicio se cortó el {Short(today)} por {paper}, con vencimiento el {Short(today.AddDays(-11))} (100,00).", cut.Sentences[0]);
        Assert.True(cut.Since > alerted.Since);

        await app.PayAsync(client, "100");
        Assert.Empty(await WhyAsync(client));
    }

    [Fact]
    [Trait("rule", "AUT-12")]
    [Trait("rule", "AUT-13")]
    public async Task Where_paying_does_not_bring_it_back_he_is_told_so()
    {
        var (client, contract) = await app.LateAsync("A mano", firstDue: -9, secondDue: -1);
        await app.Database.RunAsync("update network.contract set state = 'disabled', state_origin = 'operator' where id = $1", contract);
        var cut = Assert.Single(await WhyAsync(client));
        Assert.Equal((true, false, 100m), (cut.IsCut, cut.PayingReenables, Assert.Single(cut.Invoices).Balance));
        Assert.Equal(["Tu proveedor lo deshabilitó: comunicate con él."], cut.Sentences);
        Assert.Equal("Por este servicio no podés prometer: comunicate con tu proveedor.", (await TermsAsync(client, contract))!.Why);

        await app.Database.RunAsync("update network.contract set state_origin = 'system' where id = $1", contract);
        Assert.True(Assert.Single(await WhyAsync(client)).PayingReenables);
        await app.Database.RunAsync("update billing.client set automatic_state = false where id = $1", client);
        Assert.False(Assert.Single(await WhyAsync(client)).PayingReenables);
        Assert.False((await TermsAsync(client, contract))!.IsPossible);
    }

    [Fact]
    [Trait("rule", "AUT-20")]
    [Trait("rule", "AUT-21")]
    public async Task He_promises_for_his_own_cut_contract_within_the_terms()
    {
        var (client, contract) = await app.LateAsync("Promete sola", firstDue: -9, secondDue: -1);
        var (stranger, theirs) = await app.LateAsync("Ajena", firstDue: 5, secondDue: 6);
        var today = await app.TodayAsync();
        Assert.Equal(new SubscriberPromiseTerms(false, "Solo se promete por un servicio cortado.", today, today.AddDays(15), null), await TermsAsync(client, contract));
        await app.DayAsync();
        Assert.Equal(new SubscriberPromiseTerms(true, null, today, today.AddDays(15), null), await TermsAsync(client, contract));
        Assert.Null(await TermsAsync(stranger, contract));
        Assert.Null(await TermsAsync(client, Guid.CreateVersion7()));
        // Several are asked for at once, and of another's nothing is said.
        var (_, second) = await app.LateAsync("Otra promesa", firstDue: 5, secondDue: 6);
        await app.Database.RunAsync("update network.contract set client_id = $2 where id = $1", second, client);
        var all = await app.AskAsync((ISubscriberDebt own) => own.PromiseTermsAsync(client, [contract, second, theirs, Guid.CreateVersion7()]));
        Assert.Equal([(contract, true), (second, false)], new[] { contract, second }.Select(id => (id, all[id].IsPossible)));
        Assert.Equal(2, all.Count);

        Assert.Equal([": No tenés ese contrato."], await PromiseAsync(stranger, contract, today));
        Assert.Equal([$"Until: Hasta: {Short(today.AddDays(16))} no está entre el {Short(today)} y el {Short(today.AddDays(15))}."], await PromiseAsync(client, contract, today.AddDays(16)));
        Assert.Equal("disabled system", await StateAsync(contract));

        Assert.Empty(await PromiseAsync(client, contract, today.AddDays(3)));

        Assert.Equal("enabled system", await StateAsync(contract));
        Assert.Equal(new SubscriberPromiseTerms(false, "Ya hay una promesa abierta por este servicio.", today, today.AddDays(15), today.AddDays(3)), await TermsAsync(client, contract));
        await app.Database.RunAsync("update billing.promise set valid_until = $2 where contract_id = $1", contract, today.AddDays(-1));
        await app.DayAsync();
        Assert.StartsWith($"El servicio se cortó el {Short(today)}: se venció la promesa de pagar X ", Assert.Single(await WhyAsync(client)).Sentences[0], StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<SubscriberCut>> WhyAsync(Guid client) => app.AskAsync((ISubscriberDebt own) => own.WhyAsync(client));

    private Task<SubscriberPromiseTerms?> TermsAsync(Guid client, Guid contract) => app.AskAsync((ISubscriberDebt own) => own.PromiseTermsAsync(client, contract));

    private async Task<string[]> PromiseAsync(Guid client, Guid contract, DateOnly until) =>
    [
        .. (await app.DoAsync(
            (ISubscriberDebt own, IWispTransaction transaction) => own.PromiseAsync(transaction, client, contract, until), problems => problems.Count == 0))
            .Select(problem => $"{problem.Field}: {problem.Message}"),
    ];

    private Task<string?> StateAsync(Guid contract) => app.Database.ValueAsync<string>("select state || ' ' || state_origin from network.contract where id = $1", contract);

    private static string Short(DateOnly day) => day.ToString("d", CultureInfo.GetCultureInfo("es-AR"));
}
