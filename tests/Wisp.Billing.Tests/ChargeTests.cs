using System.Globalization;

namespace Wisp.Billing.Tests;

/// <summary>Periods, proration, taxes and rounding, as "Qué se va a facturar" shows them.</summary>
[Collection(ScreenTests.Name)]
public sealed class ChargeTests(BillingApp app)
{
    [Theory]
    [Trait("rule", "BIL-01")]
    [Trait("rule", "BIL-20")]
    // The table of 5.3.
    [InlineData(1, "2026-11-11", null, 30000.00, 1, "11/11/2026 – 30/11/2026", "20.000,00")]
    [InlineData(10, "2026-02-20", null, 15000.00, 1, "20/2/2026 – 9/3/2026", "9.642,86")]
    [InlineData(1, "2026-02-01", null, 15000.00, 1, "1/2/2026 – 28/2/2026", "15.000,00")]
    [InlineData(28, "2026-02-27", null, 15000.00, 1, "27/2/2026 – 27/2/2026", "483,87")]
    [InlineData(15, "2028-01-10", null, 12345.67, 1, "10/1/2028 – 14/1/2028", "1.991,24")]
    // The last partial month (E06), a leap day, and a contract of one day.
    [InlineData(1, "2026-10-01", "2026-10-15", 100.00, 1, "1/10/2026 – 15/10/2026", "48,39")]
    [InlineData(1, "2028-02-29", null, 2900.00, 1, "29/2/2028 – 29/2/2028", "100,00")]
    [InlineData(1, "2026-11-30", "2026-11-30", 3000.00, 1, "30/11/2026 – 30/11/2026", "100,00")]
    // Several months at once: the whole, and 73 of the 92 days from 1 May on (BIL-07).
    [InlineData(1, "2026-04-01", null, 91.00, 3, "1/4/2026 – 30/6/2026", "91,00")]
    [InlineData(1, "2026-05-20", null, 92.00, 3, "20/5/2026 – 31/7/2026", "73,00")]
    [InlineData(15, "2026-01-15", null, 1200.00, 12, "15/1/2026 – 14/1/2027", "1.200,00")]
    public async Task The_first_period_is_its_days_share_of_the_price(int cycle, string start, string? end, double price, short months, string period, string amount)
    {
        var begins = Day(start);
        var client = await app.BilledAsync("Prorrateo", begins, (short)cycle);
        var contract = await app.ContractAsync(client, begins, end is null ? null : Day(end), await app.PlanAsync(BillingApp.Unique("Plan"), (decimal)price, months));

        var page = await PreviewAsync(contract, begins);

        Assert.Equal([$"Prorrateo · contrato {await NumberAsync(contract)} · {period}"], page.Texts("details.preview summary > span"));
        Assert.Equal([$"X · {amount}"], page.Texts("details.preview summary > strong"));
    }

    [Fact]
    [Trait("rule", "BIL-06")]
    [Trait("rule", "BIL-20")]
    public async Task Without_proration_the_first_period_is_whole_but_days_between_two_cycles_are_not()
    {
        var start = Day("2026-11-11");
        var client = await app.BilledAsync("Entera", start);
        var contract = await app.ContractAsync(client, start, plan: await app.PlanAsync(BillingApp.Unique("Plan"), 30000m));
        await app.Database.RunAsync("update billing.settings set prorate = false");

        Assert.Equal(["X · 30.000,00"], (await PreviewAsync(contract, start)).Texts("details.preview summary > strong"));

        await app.Database.RunAsync("insert into billing.period (contract_id, period_from, period_to, outcome) values ($1, '2026-11-11', '2026-11-30', 'nothing')", contract);
        await app.Database.RunAsync("update billing.client set cycle_start_day = 10 where id = $1", client);
        var between = await PreviewAsync(contract, Day("2026-12-01"));
        await app.Database.RunAsync("update billing.settings set prorate = true");

        // 9 of the 30 days from 10 November on.
        Assert.EndsWith("1/12/2026 – 9/12/2026", between.Texts("details.preview summary > span")[0], StringComparison.Ordinal);
        Assert.Equal(["X · 9.000,00"], between.Texts("details.preview summary > strong"));
    }

    [Fact]
    [Trait("rule", "BIL-07")]
    public async Task A_plan_of_several_months_is_billed_every_so_many_for_as_many()
    {
        var start = Day("2026-04-01");
        var client = await app.BilledAsync("Trimestral", start);
        var contract = await app.ContractAsync(client, start, plan: await app.PlanAsync(BillingApp.Unique("Plan"), 9100m, 3));
        Assert.Equal(["X · 9.100,00"], (await PreviewAsync(contract, start)).Texts("details.preview summary > strong"));
        await app.Database.RunAsync("insert into billing.period (contract_id, period_from, period_to, outcome) values ($1, '2026-04-01', '2026-06-30', 'nothing')", contract);

        foreach (var day in new[] { "2026-05-01", "2026-06-01", "2026-06-30" }) Assert.Empty((await PreviewAsync(contract, Day(day))).Texts("details.preview"));
        var second = await PreviewAsync(contract, Day("2026-07-01"));

        Assert.EndsWith("1/7/2026 – 30/9/2026", second.Texts("details.preview summary > span")[0], StringComparison.Ordinal);
        Assert.Equal(["X · 9.100,00"], second.Texts("details.preview summary > strong"));
    }

    [Fact]
    public async Task All_contracts_are_looked_at_a_page_at_a_time_which_is_added_up()
    {
        // 203 contracts of somebody who collects them, and two that are billed already.
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "account.view:own");
        await app.Database.RunAsync(
            """
            with collector as (insert into clients.collector (name, operator_id, created_at, updated_at) values ('De a páginas', $1, now(), now()) returning id),
            client as (
                insert into clients.client (name, country, status, collector_id, created_at, updated_at) select 'De a páginas', 'AR', 'active', id, now(), now() from collector returning id),
            billed as (
                insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, enabled_on, first_from)
                select id, true, $2, 'fantasy', 'X', 1, '2031-03-01', '2031-03-01' from client),
            contract as (
                insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at)
                select id, $3, $4, now(), '2031-03-01', now() from client cross join generate_series(1, 205) returning id)
            insert into billing.period (contract_id, period_from, period_to, outcome) select id, '2031-03-01', '2031-03-31', 'nothing' from contract order by id limit 2
            """, account.Id, app.Fantasy, await app.PlanAsync(BillingApp.Unique("Plan"), 100m), app.Server);
        using var collector = await app.Wisp.SignInAsync(account);

        var first = await collector.GetAsync("/billing/preview?day=2031-03-01");
        var second = await collector.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal((200, 3), (first.Texts("details.preview").Count, second.Texts("details.preview").Count));
        Assert.StartsWith("En esta página: facturas, 200; total, 20.000,00.", first.Texts(".note").Single(), StringComparison.Ordinal);
        Assert.StartsWith("En esta página: facturas, 3; total, 300,00.", second.Texts(".note").Single(), StringComparison.Ordinal);
        Assert.Null(second.Document.QuerySelector("a[rel=next]"));
    }

    [Fact]
    [Trait("rule", "BIL-22")]
    public async Task Days_without_service_by_a_cut_of_the_system_are_not_credited()
    {
        var start = Day("2026-11-01");
        var client = await app.BilledAsync("Cortada y vuelta", start);
        var contract = await app.ContractAsync(client, start);
        foreach (var (from, to, on) in new[] { ("enabled", "disabled", "2026-11-10"), ("disabled", "enabled", "2026-11-20") })
            await app.Database.RunAsync(
                "insert into network.state_change (contract_id, from_state, to_state, origin, reason, actor, at) values ($1, $2, $3, 'system', 'mora', 'Wisp', $4::date + interval '12 hours')",
                contract, from, to, Day(on));

        // Billed late, the month of the cut is whole; so is the next one, without a line that gives back.
        var month = await PreviewAsync(contract, Day("2026-11-25"));
        Assert.EndsWith("1/11/2026 – 30/11/2026", month.Texts("details.preview summary > span")[0], StringComparison.Ordinal);
        Assert.Equal(["X · 15.000,00"], month.Texts("details.preview summary > strong"));
        await app.Database.RunAsync("insert into billing.period (contract_id, period_from, period_to, outcome) values ($1, '2026-11-01', '2026-11-30', 'nothing')", contract);
        var next = await PreviewAsync(contract, Day("2026-12-01"));
        Assert.Equal(["X · 15.000,00"], next.Texts("details.preview summary > strong"));
        Assert.Single(next.Texts("details.preview tbody tr"));
    }

    [Theory]
    [Trait("rule", "TAX-01")]
    [Trait("rule", "TAX-02")]
    [Trait("rule", "TAX-08")]
    [InlineData(15000.00, 21, "12.396,69", "2.603,31")]
    [InlineData(15000.50, 21, "12.397,11", "2.603,39")]
    [InlineData(9999.99, 21, "8.264,45", "1.735,54")]
    [InlineData(12100.00, 21, "10.000,00", "2.100,00")]
    [InlineData(100.00, 10.5, "90,50", "9,50")]
    [InlineData(1000.00, 27, "787,40", "212,60")]
    [InlineData(0.01, 21, "0,01", "0,00")]
    public async Task A_price_with_tax_inside_stays_the_promised_price(double price, double rate, string net, string tax)
    {
        var page = await TaxedAsync((decimal)price, includesTax: true, (await app.TaxAsync(BillingApp.Unique("IVA "), "vat", (decimal)rate, true)));

        Assert.Equal([net, tax], page.Texts("tbody td[data-label=Neto]").Concat(page.Texts("tbody tr:last-child td[data-label=Importe]")));
        Assert.Equal([((decimal)price).ToString("N2", CultureInfo.GetCultureInfo("es-AR"))], page.Texts("tfoot td.num"));
    }

    [Theory]
    [Trait("rule", "TAX-03")]
    [InlineData(33.33, 21, "7,00", "40,33")]
    [InlineData(0.50, 25, "0,13", "0,63")]
    public async Task A_price_without_tax_has_it_on_top_rounded_half_up(double price, double rate, string tax, string total)
    {
        var page = await TaxedAsync((decimal)price, includesTax: false, await app.TaxAsync(BillingApp.Unique("IVA "), "vat", (decimal)rate, true));

        Assert.Equal([tax], page.Texts("tbody tr:last-child td[data-label=Importe]"));
        Assert.Equal([total], page.Texts("tfoot td.num"));
    }

    [Theory]
    [Trait("case", "D02")]
    [InlineData(300.00, "15,00", "29,93", "344,93")]
    [InlineData(140.00, "7,00", "13,97", "160,97")]
    [InlineData(1140.00, "57,00", "113,72", "1.310,72")]
    public async Task Two_rates_are_each_rounded_once(double price, string first, string second, string total)
    {
        var page = await TaxedAsync(
            (decimal)price, includesTax: false, await app.TaxAsync(BillingApp.Unique("GST "), "vat", 5m, false), await app.TaxAsync(BillingApp.Unique("QST "), "vat", 9.975m, false));

        Assert.Equal([first, second], page.Texts("tbody tr").Skip(1).Select(row => row.Split(' ')[^1]));
        Assert.Equal([total], page.Texts("tfoot td.num"));
    }

    [Fact]
    [Trait("rule", "TAX-05")]
    [Trait("rule", "TAX-07")]
    public async Task A_perception_is_added_on_the_net()
    {
        var perception = await app.TaxAsync(BillingApp.Unique("IIBB "), "perception", 3m, false);

        // Net 10,000.00, VAT 2,100.00 inside, perception 300.00 on top.
        Assert.Equal(["12.400,00"], (await TaxedAsync(12100m, includesTax: true, app.Vat, perception)).Texts("tfoot td.num"));
    }

    [Fact]
    [Trait("rule", "TAX-06")]
    public async Task Letters_without_VAT_show_the_price_as_net()
    {
        var client = await app.BilledAsync("Monotributo", Day("2026-11-01"), firm: await app.FirmAsync(BillingApp.Unique("Mono"), taxpayer: "20267565393", condition: "monotributo"), kind: "C", condition: "5", taxes: app.Vat);
        var page = await PreviewAsync(await app.ContractAsync(client, Day("2026-11-01")), Day("2026-11-01"));

        Assert.Equal(["15.000,00"], page.Texts("tbody td[data-label=Neto]"));
        Assert.Equal(["15.000,00"], page.Texts("tfoot td.num"));
    }

    private async Task<Page> TaxedAsync(decimal price, bool includesTax, params Guid[] taxes)
    {
        var start = Day("2026-11-01");
        var client = await app.BilledAsync("Gravada", start, firm: app.Registered, kind: "B", condition: "5", taxes: taxes);
        return await PreviewAsync(await app.ContractAsync(client, start, plan: await app.PlanAsync(BillingApp.Unique("Plan"), price, includesTax: includesTax)), start);
    }

    private Task<Page> PreviewAsync(Guid contract, DateOnly day) => app.Admin.GetAsync($"/billing/preview?contract={contract}&day={day:yyyy-MM-dd}");

    private Task<long> NumberAsync(Guid contract) => app.Database.ValueAsync<long>("select public_id from network.contract where id = $1", contract);

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
