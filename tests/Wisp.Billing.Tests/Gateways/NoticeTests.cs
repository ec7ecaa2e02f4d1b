using System.Net;

namespace Wisp.Billing.Tests.Gateways;

/// <summary>Notices of money at their door: what pays, what repeats, what waits, what is refused.</summary>
[Collection(ScreenTests.Name)]
public sealed class NoticeTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "GW-06")]
    [Trait("rule", "PAY-02")]
    [Trait("rule", "AUT-10")]
    public async Task A_notice_pays_the_oldest_debt_and_service_comes_back()
    {
        var bank = await OpenAsync();
        var client = await app.BilledAsync("Avisada", await app.TodayAsync());
        var contract = await app.ContractAsync(client, new DateOnly(2026, 1, 1), state: "disabled", origin: "system");
        await app.ChargeAsync(client, 100m, contract, "01/10/2026", "31/10/2026");
        await app.ChargeAsync(client, 50m);
        await bank.EnrolAsync(client, "CLI-1");

        var answer = await bank.SendAsync(Bank.Notice("T1", "CLI-1", "120.00"));

        Assert.Equal($$"""200 {"result":"recorded","transaction":"T1","payment":{{await bank.ReceiptAsync(client)}}}""", answer);
        Assert.Equal("paid 0.00, pending 30.00", await app.DebtsAsync(client));
        Assert.Equal("-30.00 0.00 30.00 1", await app.AccountAsync(client));
        Assert.Equal("enabled", await app.Database.ValueAsync<string>("select state from network.contract where id = $1", contract));
        var name = await app.Database.ValueAsync<string>("select name::text from billing.gateway where id = $1", bank.Id);
        Assert.Equal(
            $"gateway {name} {name} · T1",
            await app.Database.ValueAsync<string>("select concat_ws(' ', m.code, p.actor, p.comment) from billing.payment p join billing.payment_method m on m.id = p.method_id where p.client_id = $1", client));
    }

    [Fact]
    [Trait("rule", "INV-P3")]
    [Trait("rule", "GW-06")]
    public async Task The_same_notice_thrice_is_one_payment_with_one_answer()
    {
        var (bank, client) = await EnrolledAsync("Repetida", "CLI-1");
        var body = Bank.Notice("T1", "CLI-1", "40");

        var first = await bank.SendAsync(body);

        Assert.StartsWith("200 ", first, StringComparison.Ordinal);
        Assert.Equal(first, await bank.SendAsync(body));
        Assert.Equal(first, await bank.SendAsync(Bank.Notice("T1", "CLI-1", "40.00")));
        Assert.Equal("-60.00 0.00 60.00 1", await app.AccountAsync(client));
        Assert.Equal("paid 2", await NoticeAsync(bank, "T1"));
        // Whatever the bank says of it later, the money is there.
        foreach (var status in new[] { "refused", "expired", "failed", "pending" }) Assert.Equal(first, await bank.SendAsync(Bank.Notice("T1", "CLI-1", "40", status)));
        Assert.Equal(
            """400 {"result":"refused","field":"amount","rule":"changed","message":"amount: la transacción T1 ya se avisó por 40.00, no por 41."}""",
            await bank.SendAsync(Bank.Notice("T1", "CLI-1", "41")));
        Assert.Equal("-60.00 0.00 60.00 1", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "INV-P3")]
    public async Task Repeats_at_the_same_moment_are_one_payment()
    {
        var (bank, client) = await EnrolledAsync("Simultánea", "CLI-1");
        var body = Bank.Notice("T1", "CLI-1", "40");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => bank.SendAsync(body)));

        Assert.Equal($$"""200 {"result":"recorded","transaction":"T1","payment":{{await bank.ReceiptAsync(client)}}}""", Assert.Single(answers.Distinct()));
        Assert.Equal("-60.00 0.00 60.00 1", await app.AccountAsync(client));
        Assert.Equal("paid 11", await NoticeAsync(bank, "T1"));
    }

    [Fact]
    [Trait("rule", "GW-06")]
    public async Task Two_transactions_at_the_same_moment_are_two_payments()
    {
        var (bank, client) = await EnrolledAsync("Doble", "CLI-1");

        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => bank.SendAsync(Bank.Notice($"T{i}", "CLI-1", "20"))));

        Assert.Equal("60.00 60.00 0.00 0", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "GW-06")]
    public async Task A_wrong_signature_opens_nothing()
    {
        var (bank, client) = await EnrolledAsync("Firmada", "CLI-1");
        var body = Bank.Notice("T1", "CLI-1");
        var good = bank.Sign(body);
        foreach (var (signature, rule) in new[]
        {
            (null, "missing"), ("", "missing"), ("v1=abc", "shape"), (good.Replace("v1=", "v2=", StringComparison.Ordinal), "shape"), (good[..^1], "shape"),
            (good[..^1] + (good[^1] == '0' ? '1' : '0'), "wrong"), (bank.Sign(body, key: "otro"), "wrong"), (bank.Sign(body + " "), "wrong"),
            (bank.Sign(body, minutes: -6), "old"), (bank.Sign(body, minutes: 6), "old"),
            // Another time than the one that was signed.
            (bank.Sign(body, minutes: -6).Replace(bank.Sign(body, minutes: -6)[2..12], good[2..12], StringComparison.Ordinal), "wrong"),
        })
        {
            var answer = await bank.SendAsync(body, signature);
            Assert.StartsWith($$"""401 {"result":"refused","field":"X-Wisp-Signature","rule":"{{rule}}","message":""", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(bank.Secret, answer, StringComparison.Ordinal);
        }

        Assert.Equal("-100.00 0.00 100.00 1", await app.AccountAsync(client));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.gateway_notice where gateway_id = $1", bank.Id));
        Assert.StartsWith("200 ", await bank.SendAsync(body, bank.Sign(body, minutes: -4)), StringComparison.Ordinal);

        // A secret that was made anew closes the door to the one before, at once.
        await Bank.SecretAsync(app, bank.Id);
        Assert.StartsWith("401 ", await bank.SendAsync(body), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("rule", "GW-06")]
    [InlineData("100.005", "ARS", "amount", "decimals", "amount: 100.005 tiene más de dos decimales.")]
    [InlineData("-100", "ARS", "amount", "positive", "amount: -100 no es mayor que cero.")]
    [InlineData("0", "ARS", "amount", "positive", "amount: 0 no es mayor que cero.")]
    [InlineData("99999999999999", "ARS", "amount", "large", "amount: 99999999999999 es más que 9999999999999.99.")]
    [InlineData("100", "USD", "currency", "currency", "currency: «USD» no es la moneda del proveedor, ARS.")]
    public async Task Money_that_cannot_be_booked_is_refused_with_a_sentence_and_kept(string amount, string currency, string field, string rule, string said)
    {
        var (bank, client) = await EnrolledAsync("Mal", "CLI-1");

        var answer = await bank.SendAsync(Bank.Notice("T1", "CLI-1", amount, currency: currency));

        Assert.Equal($$"""400 {"result":"refused","field":"{{field}}","rule":"{{rule}}","message":"{{said}}"}""", answer);
        Assert.Equal("-100.00 0.00 100.00 1", await app.AccountAsync(client));
        Assert.Contains(said, (await app.Admin.GetAsync($"/billing/notices?outcome=refused")).Text, StringComparison.Ordinal);
        // Sent right, it is taken.
        Assert.StartsWith("200 ", await bank.SendAsync(Bank.Notice("T1", "CLI-1", "100")), StringComparison.Ordinal);
        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(client));
    }

    [Theory]
    [Trait("rule", "GW-06")]
    [InlineData("no", "body", "json")]
    [InlineData("[]", "body", "json")]
    [InlineData("""{"amount":1,"amount":2}""", "body", "json")]
    [InlineData("""{"transaction":"\ud800","reference":"a","currency":"ARS","paid_at":"2026-11-29T10:00:00Z","status":"success","amount":1}""", "body", "json")]
    [InlineData("""{}""", "transaction", "missing")]
    [InlineData("""{"transaction":7,"reference":"a","currency":"ARS","paid_at":"x","status":"success","amount":1}""", "transaction", "text")]
    [InlineData("""{"transaction":" T","reference":"a","currency":"ARS","paid_at":"2026-11-29T10:00:00Z","status":"success","amount":1}""", "transaction", "name")]
    [InlineData("""{"transaction":"T\u0000","reference":"a","currency":"ARS","paid_at":"2026-11-29T10:00:00Z","status":"success","amount":1}""", "transaction", "name")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"2026-11-29T10:00:00Z","status":"success"}""", "amount", "missing")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"2026-11-29T10:00:00Z","status":"success","amount":"1.234,56"}""", "amount", "number")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"2026-11-29T10:00:00Z","status":"success","amount":1e99}""", "amount", "number")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"2026-11-29","status":"success","amount":1}""", "paid_at", "instant")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"2026-11-29T10:00:00","status":"success","amount":1}""", "paid_at", "instant")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"2026-13-29T10:00:00Z","status":"success","amount":1}""", "paid_at", "instant")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"2126-11-29T10:00:00Z","status":"success","amount":1}""", "paid_at", "future")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"1926-11-29T10:00:00Z","status":"success","amount":1}""", "paid_at", "past")]
    [InlineData("""{"transaction":"T","reference":"a","currency":"ARS","paid_at":"2026-11-29T10:00:00Z","status":"SUCCESS","amount":1}""", "status", "status")]
    public async Task A_malformed_notice_is_told_field_and_rule(string body, string field, string rule) => Assert.StartsWith(
        $$"""400 {"result":"refused","field":"{{field}}","rule":"{{rule}}","message":""", await (await OpenAsync()).SendAsync(body), StringComparison.Ordinal);

    [Fact]
    [Trait("rule", "GW-06")]
    public async Task Too_long_a_body_an_unknown_gateway_and_one_that_is_off_are_turned_away()
    {
        var (bank, client) = await EnrolledAsync("Afuera", "CLI-1");
        var body = Bank.Notice("T1", "CLI-1");
        var longest = body + new string(' ', (64 * 1024) - body.Length);
        Assert.StartsWith("413 ", await bank.SendAsync(longest + " "), StringComparison.Ordinal);
        Assert.StartsWith("404 ", await new Bank(app, Guid.CreateVersion7(), bank.Secret).SendAsync(body), StringComparison.Ordinal);

        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/gateways/edit/{bank.Id}"), "form.form", ("Input.Enabled", "false"));
        Assert.StartsWith("""403 {"result":"refused","field":"gateway","rule":"off",""", await bank.SendAsync(body), StringComparison.Ordinal);
        Assert.Equal("-100.00 0.00 100.00 1", await app.AccountAsync(client));
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/gateways/edit/{bank.Id}"), "form.form", ("Input.Enabled", "true"));
        Assert.StartsWith("200 ", await bank.SendAsync(longest), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "GW-06")]
    public async Task Pending_and_failed_make_nothing_and_success_counts_whenever_it_comes()
    {
        var (bank, client) = await EnrolledAsync("Lenta", "CLI-1");
        Assert.Equal("""200 {"result":"noted","transaction":"T1","status":"pending"}""", await bank.SendAsync(Bank.Notice("T1", "CLI-1", status: "pending")));
        Assert.Equal("""200 {"result":"noted","transaction":"T2","status":"failed"}""", await bank.SendAsync(Bank.Notice("T2", "CLI-1", status: "expired")));
        // "Pending" that was overtaken by "failed".
        Assert.Equal("""200 {"result":"noted","transaction":"T2","status":"failed"}""", await bank.SendAsync(Bank.Notice("T2", "CLI-1", status: "pending")));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.payment where client_id = $1", client));
        Assert.Equal("-100.00 0.00 100.00 1", await app.AccountAsync(client));

        Assert.StartsWith("""200 {"result":"recorded",""", await bank.SendAsync(Bank.Notice("T1", "CLI-1", "30")), StringComparison.Ordinal);
        Assert.StartsWith("""200 {"result":"recorded",""", await bank.SendAsync(Bank.Notice("T2", "CLI-1", "30")), StringComparison.Ordinal);
        Assert.Equal("-40.00 0.00 40.00 1", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "GW-06")]
    [Trait("rule", "PAY-03")]
    public async Task A_notice_that_names_an_invoice_pays_that_one()
    {
        var bank = await OpenAsync();
        var client = await app.OwingAsync("Por factura", 100m, 50m);
        var number = await app.Database.ValueAsync<long>("select public_id from billing.invoice where id = $1", (await app.InvoicesAsync(client))[1]);

        Assert.StartsWith("200 ", await bank.SendAsync(Bank.Notice("T1", $"INV-{number}", "50")), StringComparison.Ordinal);
        Assert.Equal("pending 100.00, paid 0.00", await app.DebtsAsync(client));
        // Paid already: what comes now goes to the oldest debt.
        Assert.StartsWith("200 ", await bank.SendAsync(Bank.Notice("T2", $"INV-{number}", "60")), StringComparison.Ordinal);
        Assert.Equal("pending 40.00, paid 0.00", await app.DebtsAsync(client));
        Assert.Equal("-40.00 0.00 40.00 1", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "GW-06")]
    public async Task Money_of_nobody_waits_until_somebody_says_whose_it_is()
    {
        var bank = await OpenAsync();
        var client = await app.OwingAsync("Encontrada", 100m);
        var body = Bank.Notice("T1", "NADIE", "70.00");
        Assert.Equal("""202 {"result":"unmatched","transaction":"T1"}""", await bank.SendAsync(body));
        Assert.Equal("""202 {"result":"unmatched","transaction":"T1"}""", await bank.SendAsync(body));
        Assert.Equal("unmatched 1", await NoticeAsync(bank, "T1"));
        var url = $"/billing/notices/{await app.Database.ValueAsync<Guid>("select id from billing.gateway_notice where gateway_id = $1", bank.Id)}";
        Assert.NotNull((await app.Admin.GetAsync("/billing/notices")).Document.QuerySelector($"a[href='{url}']"));

        BillingApp.Refused(await AssignAsync(url, ""), "ID del cliente: falta.");
        BillingApp.Refused(await AssignAsync(url, "no hay"), "ID del cliente: no hay un cliente «no hay».");
        var shown = await app.Database.ValueAsync<string>("select shown_id from clients.clients_v1 where id = $1", client);
        Assert.Equal(url, (await AssignAsync(url, shown)).Location);

        Assert.Equal("-30.00 0.00 30.00 1", await app.AccountAsync(client));
        Assert.Equal($$"""200 {"result":"recorded","transaction":"T1","payment":{{await bank.ReceiptAsync(client)}}}""", await bank.SendAsync(body));
        Assert.Equal("-30.00 0.00 30.00 1", await app.AccountAsync(client));
        Assert.Null((await app.Admin.GetAsync(url)).Document.QuerySelector("form#assign"));
    }

    [Fact]
    [Trait("rule", "GW-06")]
    public async Task Waiting_money_is_dismissed_with_a_reason_or_found_when_the_client_is_enrolled()
    {
        var bank = await OpenAsync();
        await bank.SendAsync(Bank.Notice("T1", "OTRO", "70.00"));
        var url = $"/billing/notices/{await app.Database.ValueAsync<Guid>("select id from billing.gateway_notice where gateway_id = $1", bank.Id)}";
        BillingApp.Refused(await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "form#dismiss"), "Motivo: falta.");
        var stale = await app.Admin.GetAsync(url);
        Assert.Equal(url, (await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "form#dismiss", ("Input.Reason", "Devuelto por el banco"))).Location);
        BillingApp.Refused(await app.Admin.SubmitAsync(stale, "form#assign", ("Input.Client", "1")), "Este aviso ya no espera: alguien lo resolvió o la pasarela lo repitió.");
        Assert.Equal("""202 {"result":"unmatched","transaction":"T1"}""", await bank.SendAsync(Bank.Notice("T1", "OTRO", "70.00")));
        Assert.Contains("Devuelto por el banco", (await app.Admin.GetAsync(url)).Text, StringComparison.Ordinal);

        await bank.SendAsync(Bank.Notice("T2", "TARDE", "25"));
        var client = await app.OwingAsync("Tarde", 100m);
        await bank.EnrolAsync(client, "TARDE");
        Assert.StartsWith("200 ", await bank.SendAsync(Bank.Notice("T2", "TARDE", "25")), StringComparison.Ordinal);
        Assert.Equal("-75.00 0.00 75.00 1", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "GW-06")]
    public async Task Who_may_not_record_payments_sees_none_and_who_may_not_void_dismisses_none()
    {
        var bank = await OpenAsync();
        await bank.SendAsync(Bank.Notice("T1", "X", "70.00"));
        var url = $"/billing/notices/{await app.Database.ValueAsync<Guid>("select id from billing.gateway_notice where gateway_id = $1", bank.Id)}";
        using var viewer = await app.Wisp.SignInAsync("account.view");
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync("/billing/notices")).Status);
        using var own = await app.Wisp.SignInAsync("payments.create:own");
        Assert.Equal(HttpStatusCode.Forbidden, (await own.GetAsync(url)).Status);
        using var cashier = await app.Wisp.SignInAsync("payments.create");
        var page = await cashier.GetAsync(url);
        Assert.NotNull(page.Document.QuerySelector("form#assign"));
        Assert.Null(page.Document.QuerySelector("form#dismiss"));
        Assert.Equal(HttpStatusCode.Forbidden, (await DismissAsync(cashier, page, url)).Status);
    }

    [Fact]
    [Trait("rule", "DEACT-04")]
    [Trait("rule", "DEACT-07")]
    public async Task A_deactivated_client_is_no_longer_enrolled_and_his_money_is_still_taken()
    {
        var (bank, client) = await EnrolledAsync("Ida", "CLI-1");
        var dialog = await app.Admin.GetAsync($"/clients/{client}/deactivate");
        Assert.Contains("Se deshabilita su inscripción en una pasarela de pago.", dialog.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(dialog, "main form[method=post]", ("reason", "Se mudó"))).Status);
        Assert.False(await app.Database.ValueAsync<bool>("select enabled from billing.client_gateway where client_id = $1", client));

        Assert.StartsWith("200 ", await bank.SendAsync(Bank.Notice("T1", "CLI-1", "100")), StringComparison.Ordinal);
        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(client));
        Assert.Contains("El cliente está desactivado", (await app.Admin.GetAsync($"/billing/gateways/client/{client}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "GW-06")]
    public async Task An_address_that_sends_too_many_is_asked_to_wait()
    {
        var (bank, _) = await EnrolledAsync("Muchas", "CLI-1");
        await using var second = WispApp.StartOn(app.Database, ("Wisp:GatewayNoticesPerMinute", "3"));
        using var sender = second.NewBrowser();
        var body = Bank.Notice("T1", "CLI-1");
        for (var i = 0; i < 3; i++) Assert.StartsWith("200 ", await bank.SendAsync(body, bank.Sign(body), sender), StringComparison.Ordinal);
        Assert.StartsWith("""429 {"result":"refused","field":"gateway","rule":"often",""", await bank.SendAsync(body, bank.Sign(body), sender), StringComparison.Ordinal);
    }

    private Task<Bank> OpenAsync() => Bank.OpenAsync(app, BillingApp.Unique("Banco"));

    /// <summary>A client who owes 100 and is enrolled.</summary>
    private async Task<(Bank Bank, Guid Client)> EnrolledAsync(string name, string externalId)
    {
        var (bank, client) = (await OpenAsync(), await app.OwingAsync(name, 100m));
        await bank.EnrolAsync(client, externalId);
        return (bank, client);
    }

    private async Task<Page> AssignAsync(string url, string? client) => await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "form#assign", ("Input.Client", client));

    private static Task<Page> DismissAsync(Browser browser, Page page, string url) => browser.PostAsync(
        $"{url}?handler=Dismiss", [new("__RequestVerificationToken", page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), new("Input.Reason", "x")]);

    private Task<string?> NoticeAsync(Bank bank, string transaction) => app.Database.ValueAsync<string>(
        "select outcome || ' ' || repeats from billing.gateway_notice where gateway_id = $1 and transaction_code = $2", bank.Id, transaction);
}
