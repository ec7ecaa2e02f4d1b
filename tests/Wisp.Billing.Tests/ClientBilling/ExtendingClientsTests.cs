using System.Net;

namespace Wisp.Billing.Tests.ClientBilling;

/// <summary>What billing adds to the list of clients: filters, column, export, card.</summary>
[Collection(ScreenTests.Name)]
public sealed class ExtendingClientsTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "SRCH-09")]
    [Trait("rule", "SRCH-10")]
    public async Task Each_filter_finds_its_clients()
    {
        var word = BillingApp.Unique("Filtro");
        var cash = await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'cash'");
        var day = new DateOnly(2026, 1, 1);
        var legal = await app.BilledAsync($"{word} Legal", day, cycleDay: 10, firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        var own = await app.BilledAsync($"{word} Propio", day, cycleDay: 10);
        var off = await app.BilledAsync($"{word} Apagado", day, cycleDay: 5);
        await app.ClientAsync($"{word} Nunca");
        await app.Database.RunAsync("update billing.client set cycle_overridden = true, automatic_state = false, report_after_payment = true, payment_method_id = $2 where id = $1", own, cash);
        await app.Database.RunAsync("update billing.client set enabled = false where id = $1", off);
        await app.Database.RunAsync("insert into billing.account values ($1, -150.50, 0, 150.50, 2), ($2, 20, 20, 0, 0)", legal, own);

        await FindsAsync("billing.enabled=yes", "Legal", "Propio");
        await FindsAsync("billing.enabled=no", "Apagado", "Nunca");
        await FindsAsync($"billing.firm={app.Registered}", "Legal");
        await FindsAsync("billing.condition=5&billing.condition=fantasy", "Apagado", "Legal", "Propio");
        await FindsAsync("billing.kind=B", "Legal");
        // The day of the settings, without those whose cycle is their own.
        await FindsAsync("billing.cycle_day=10", "Legal");
        await FindsAsync("billing.own_cycle=yes", "Propio");
        await FindsAsync("billing.own_cycle=no", "Apagado", "Legal", "Nunca");
        await FindsAsync($"billing.tax={app.Vat}", "Legal");
        await FindsAsync("billing.automatic_state=no", "Propio");
        await FindsAsync("billing.automatic_state=yes", "Apagado", "Legal", "Nunca");
        await FindsAsync("billing.report_after_payment=yes", "Propio");
        await FindsAsync($"billing.method={cash}", "Propio");
        await FindsAsync("billing.has_debt=yes", "Legal");
        await FindsAsync("billing.has_debt=no", "Apagado", "Nunca", "Propio");
        await FindsAsync("billing.unpaid.from=2", "Legal");
        await FindsAsync("billing.unpaid.from=3");
        await FindsAsync("billing.unpaid.to=1", "Apagado", "Nunca", "Propio");
        await FindsAsync("billing.balance.from=-150.50&billing.balance.to=-1", "Legal");
        await FindsAsync("billing.balance.from=0&billing.balance.to=20", "Apagado", "Nunca", "Propio");
        await FindsAsync("billing.balance.from=1", "Propio");
        await FindsAsync("billing.enabled=yes&billing.has_debt=no", "Propio");

        async Task FindsAsync(string filter, params string[] names)
        {
            var page = await app.Admin.GetAsync($"/clients?q={word}&{filter}");
            Assert.Equal(names.Select(name => $"{word} {name}"), page.Texts("tbody .col-name"));
        }
    }

    [Fact]
    [Trait("rule", "SRCH-09")]
    public async Task The_tab_offers_what_the_firms_of_the_isp_have()
    {
        var page = await app.Admin.GetAsync("/clients?adv=billing&billing.enabled=yes");
        var pane = page.Document.QuerySelector("[data-tab=billing]")!.TextContent;
        foreach (var word in new[] { "Razón social", "Condición impositiva", "Tipo de factura", "Día de facturación", "Ciclo individual", "Impuesto", "Estado automático", "Informar después de pagar", "Método de pago", "Tiene deuda", "Facturas impagas", "Balance" })
            Assert.Contains(word, pane, StringComparison.Ordinal);
        Assert.Contains("Consumidor Final", pane, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "GRID-03")]
    public async Task The_list_says_letter_and_condition_and_the_card_the_rest()
    {
        var word = BillingApp.Unique("Columna");
        var billed = await app.BilledAsync($"{word} A", new DateOnly(2026, 1, 1), cycleDay: 10, firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        var never = await app.ClientAsync($"{word} B");

        var page = await app.Admin.GetAsync($"/clients?q={word}");
        Assert.Equal(["B · Consumidor Final", "Sin facturación"], page.Texts("td[data-label='Facturación']"));

        var card = await app.Admin.GetAsync($"/billing/client/{billed}");
        Assert.Equal(["Red del Sur SRL", "Consumidor Final", "Factura B", "10", "IVA 21 %", "Sin indicar", "Sí", "Sí", "Sí"], card.Texts("dl dd"));
        Assert.Equal(["La facturación de este cliente está deshabilitada."], (await app.Admin.GetAsync($"/billing/client/{never}")).Texts(".muted"));
        Assert.NotNull((await app.Admin.GetAsync($"/clients/{billed}")).Document.QuerySelector($"[hx-get='/billing/client/{billed}']"));
    }

    [Fact]
    public async Task Who_sees_only_those_that_he_collects_sees_no_others_billing()
    {
        var word = BillingApp.Unique("Alcance");
        var (mine, other) = (await app.BilledAsync($"{word} Mía", new DateOnly(2026, 1, 1)), await app.BilledAsync($"{word} Ajena", new DateOnly(2026, 1, 1)));
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "account.view:own");
        await app.Database.RunAsync(
            """
            with collector as (insert into clients.collector (name, operator_id, created_at, updated_at) values ('Cobra', $1, now(), now()) returning id)
            update clients.client set collector_id = collector.id from collector where client.id = $2
            """, account.Id, mine);
        using var collector = await app.Wisp.SignInAsync(account);

        Assert.Equal([$"{word} Mía"], (await collector.GetAsync($"/clients?q={word}&billing.enabled=yes")).Texts("tbody .col-name"));
        Assert.Equal(["", "X · Fantasía"], (await collector.GetAsync($"/clients?q={word}")).Texts("td[data-label='Facturación']").Order());
        Assert.Equal(["No ves la facturación de este cliente."], (await collector.GetAsync($"/billing/client/{other}")).Texts(".muted"));
        Assert.Contains("Fantasía", (await collector.GetAsync($"/billing/client/{mine}")).Texts("dl dd"));
        using var stranger = await app.Wisp.SignInAsync(await Accounts.MakeAsync(app.Database, "clients.view"));
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.GetAsync($"/billing/client/{mine}")).Status);
    }
}
