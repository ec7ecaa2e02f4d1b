using System.Globalization;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Billing.Tests;

/// <summary>Runs: plan, look, issue.</summary>
[Collection(WorkerTests.Name)]
public sealed class RunTests(WorkerApp app)
{
    [Fact]
    [Trait("rule", "BIL-05")]
    [Trait("rule", "BIL-10")]
    [Trait("rule", "BIL-12")]
    [Trait("rule", "FBIL-08")]
    public async Task Each_contract_is_one_invoice_however_often_the_run_runs()
    {
        var start = Start(await TodayAsync());
        var client = await app.BilledAsync("Dos líneas", start, (short)start.Day);
        var (first, second) = (await app.ContractAsync(client, start), await app.ContractAsync(client, start));

        var planned = await app.PlanAsync();
        Assert.Contains("Para revisar", planned.Texts("h1")[0], StringComparison.Ordinal);
        Assert.Equal("2 draft", await InvoicesAsync(client));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.account_transaction where client_id = $1", client));

        await app.ActAsync(planned, "Issue");
        await app.RunAsync();

        Assert.Equal("2 pending", await InvoicesAsync(client));
        Assert.Equal("-30000.00 0.00 30000.00 2", await AccountAsync(client));
        Assert.Equal([first, second], (await app.Database.ValueAsync<Guid[]>("select array_agg(contract_id order by number) from billing.invoice where client_id = $1", client))!.Order());
        // The numbers of the series are whole.
        Assert.Equal(0, await app.Database.ValueAsync<long>(
            """
            select count(*) from (
                select number - lag(number, 1, 0::bigint) over (partition by point_of_sale_id, kind order by number) as step from billing.invoice where number is not null) s
            where step <> 1
            """));
    }

    [Fact]
    [Trait("rule", "INV-C4")]
    [Trait("rule", "DEACT-04")]
    public async Task A_client_who_is_deactivated_while_a_run_is_looked_at_is_not_in_it_any_more()
    {
        var start = Start(await TodayAsync());
        var client = await app.BilledAsync("Se va", start, (short)start.Day);
        await app.ContractAsync(client, start);
        var planned = await app.PlanAsync();
        Assert.Equal("1 draft", await InvoicesAsync(client));

        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/clients/{client}/deactivate"), "form.form", ("reason", "Se mudó"));
        if (planned.Document.QuerySelector("button[formaction*=Issue]") is not null) await app.ActAsync(planned, "Issue");
        await app.RunAsync();

        Assert.Equal("1 void", await InvoicesAsync(client));
        Assert.Null(await AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "BIL-11")]
    public async Task Only_contracts_in_service_are_billed()
    {
        var today = await TodayAsync();
        var client = await app.BilledAsync("Servicio", today.AddDays(-60), Cycle(today), firstFrom: today);
        await app.ContractAsync(client, today.AddDays(40));
        var over = await app.ContractAsync(client, today.AddDays(-50), today.AddDays(-1));
        var off = await app.ContractAsync(client, today.AddDays(-50), state: "disabled");
        var cut = await app.ContractAsync(client, today.AddDays(-50), state: "disabled", origin: "system");
        // It was billed until yesterday, and so the period that is due begins today.
        foreach (var contract in new[] { over, off, cut }) await CoverAsync(contract, today.AddDays(-50), today.AddDays(-1));

        await app.RunAsync();
        Assert.Null(await InvoicesAsync(client));

        await app.Database.RunAsync("update billing.settings set bill_system_disabled = true");
        await app.RunAsync();
        Assert.Equal(cut, await app.Database.ValueAsync<Guid>("select contract_id from billing.invoice where client_id = $1", client));
        await app.Database.RunAsync("update billing.settings set bill_system_disabled = false");
    }

    [Fact]
    [Trait("rule", "BIL-11")]
    [Trait("case", "ask 4")]
    public async Task A_contract_that_came_back_is_billed_from_that_day_and_no_month_without_service()
    {
        // Cycle day of the day after tomorrow: the period in course began about a month ago and ends tomorrow.
        var today = await TodayAsync();
        var next = today.AddDays(2);
        if (next.Day > 28) next = new DateOnly(next.Year, next.Month, 1).AddMonths(1);
        var start = next.AddMonths(-4);
        var client = await app.BilledAsync("Volvió", start, (short)next.Day);
        var contract = await app.ContractAsync(client, start);
        await CoverAsync(contract, start, start.AddMonths(1).AddDays(-1));
        await TurnAsync(contract, "enabled", "disabled", start.AddDays(10));
        await TurnAsync(contract, "disabled", "enabled", today);

        await app.RunAsync();

        Assert.Equal($"{today:yyyy-MM-dd} {next.AddDays(-1):yyyy-MM-dd}", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', period_from, period_to) from billing.invoice where contract_id = $1", contract));
    }

    [Fact]
    [Trait("rule", "BIL-04")]
    [Trait("case", "ask 3")]
    public async Task Missed_nights_are_caught_up_each_from_its_own_day()
    {
        var today = await TodayAsync();
        var anchor = today.AddDays(-75);
        if (anchor.Day > 28) anchor = anchor.AddDays(-3);
        var client = await app.BilledAsync("Dormida", anchor, (short)anchor.Day);
        var contract = await app.ContractAsync(client, anchor);

        var planned = await app.PlanAsync();
        await app.ActAsync(planned, "Issue");

        var expected = new List<string>();
        for (var from = anchor; from <= today; from = from.AddMonths(1)) expected.Add($"{from:yyyy-MM-dd} {from.AddMonths(1).AddDays(-1):yyyy-MM-dd}");
        Assert.Equal(expected, await app.Database.ValueAsync<string[]>(
            "select array_agg(concat_ws(' ', period_from, period_to) order by period_from) from billing.invoice where contract_id = $1", contract));
        Assert.Contains("Su período ya terminó: se factura atrasada", planned.Texts("tbody td"));
    }

    [Fact]
    [Trait("rule", "BIL-06")]
    public async Task After_a_change_of_cycle_no_day_is_billed_twice_or_skipped()
    {
        var today = await TodayAsync();
        var (cycle, other) = (Cycle(today), (short)(Cycle(today) > 14 ? 5 : 20));
        var client = await app.BilledAsync("Ciclo", today.AddDays(-31), other);
        var contract = await app.ContractAsync(client, today.AddDays(-31));
        await CoverAsync(contract, today.AddDays(-31), today.AddDays(-1));
        await app.Database.RunAsync("update billing.client set cycle_start_day = $2 where id = $1", client, cycle == today.Day ? other : cycle);

        await app.RunAsync();

        // From the old period's end to the day before the next cycle day, and those days of the period around them.
        var grid = new DateOnly(today.Year, today.Month, cycle == today.Day ? other : cycle);
        if (grid > today) grid = grid.AddMonths(-1);
        var end = grid.AddMonths(1).AddDays(-1);
        var amount = Math.Round(15000m * (end.DayNumber - today.DayNumber + 1) / (end.DayNumber - grid.DayNumber + 1), 2, MidpointRounding.AwayFromZero);
        Assert.Equal($"{today:yyyy-MM-dd} {end:yyyy-MM-dd} {amount.ToString("0.00", CultureInfo.InvariantCulture)}", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', period_from, period_to, gross_amount) from billing.invoice where contract_id = $1", contract));
    }

    [Fact]
    [Trait("rule", "BIL-13")]
    [Trait("case", "D08")]
    public async Task A_free_plan_makes_no_invoice_but_its_period_is_done()
    {
        var today = await TodayAsync();
        var client = await app.BilledAsync("Gratis", today, Cycle(today));
        var contract = await app.ContractAsync(client, today, plan: await app.PlanAsync(BillingApp.Unique("Gratis"), 0m));

        await app.RunAsync();
        await app.RunAsync();

        Assert.Null(await InvoicesAsync(client));
        Assert.Equal("nothing", await app.Database.ValueAsync<string>("select string_agg(outcome, ' ') from billing.period where contract_id = $1", contract));
    }

    [Fact]
    [Trait("case", "F03")]
    public async Task One_bad_contract_stops_no_other_and_is_listed_until_it_is_put_right()
    {
        var today = await TodayAsync();
        var bad = await app.BilledAsync("Sin IVA", today, Cycle(today), firm: app.Registered, kind: "B", condition: "5");
        var good = await app.BilledAsync("Con IVA", today, Cycle(today), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        foreach (var client in new[] { bad, good }) await app.ContractAsync(client, today);

        await app.RunAsync();

        Assert.Equal("1 pending", await InvoicesAsync(good));
        Assert.Null(await InvoicesAsync(bad));
        Assert.Contains("El tipo de factura discrimina IVA y el cliente no tiene ninguno asignado", (await app.Admin.GetAsync("/billing/runs")).Texts("tbody td"));

        await app.Database.RunAsync("update billing.client set tax_ids = $2 where id = $1", bad, new[] { app.Vat });
        await app.RunAsync();
        Assert.Equal("1 pending", await InvoicesAsync(bad));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.run_problem where client_id = $1", bad));
    }

    [Fact]
    public async Task What_is_discarded_can_be_billed_again()
    {
        var today = await TodayAsync();
        var client = await app.BilledAsync("Descartada", today, Cycle(today));
        await app.ContractAsync(client, today);

        var run = await app.ActAsync(await app.PlanAsync(), "Discard");
        Assert.Contains("Descartada", run.Texts("h1")[0], StringComparison.Ordinal);
        Assert.Equal("1 void", await InvoicesAsync(client));

        await app.RunAsync();
        Assert.Equal("1 pending, 1 void", await InvoicesAsync(client));
    }

    [Fact]
    public async Task A_run_is_not_discarded_behind_a_later_one()
    {
        var today = await TodayAsync();
        var client = await app.BilledAsync("Detrás", today, Cycle(today));
        var contract = await app.ContractAsync(client, today);
        var planned = await app.PlanAsync();
        var later = today.AddMonths(2);
        await CoverAsync(contract, later, later.AddDays(5));

        var refused = await app.Admin.SubmitAsync(planned, "button[formaction*=Discard]");

        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["Otra corrida ya tomó los períodos siguientes: si descartás esta, sus días no se facturarían nunca. Descartá primero la posterior."], refused.Texts(".note-warn p"));
        Assert.Equal("1 draft", await InvoicesAsync(client));
        await app.ActAsync(planned, "Issue");
    }

    [Fact]
    [Trait("rule", "FBIL-04")]
    [Trait("rule", "FBIL-19")]
    public async Task Nothing_is_billed_with_the_switch_off_and_from_the_next_cycle_when_it_goes_on()
    {
        var today = await TodayAsync();
        var client = await app.BilledAsync("Apagada", today, Cycle(today), firstFrom: today.AddDays(1));
        var contract = await app.ContractAsync(client, today.AddDays(-100));
        await app.Database.RunAsync("update billing.client set enabled = false where id = $1", client);
        await app.RunAsync();
        Assert.Null(await InvoicesAsync(client));

        await app.Database.RunAsync("update billing.client set enabled = true where id = $1", client);
        await app.RunAsync();
        Assert.Null(await InvoicesAsync(client));

        await app.Database.RunAsync("update billing.client set first_from = $2 where id = $1", client, today);
        await app.RunAsync();
        Assert.Equal(today, await app.Database.ValueAsync<DateOnly>("select period_from from billing.invoice where contract_id = $1", contract));
    }

    [Fact]
    [Trait("rule", "BIL-30")]
    [Trait("rule", "BIL-31")]
    public async Task Extras_and_discounts_stand_in_order_and_take_no_more_than_there_is()
    {
        var start = Start(await TodayAsync());
        var client = await app.BilledAsync("Extras", start, (short)start.Day);
        var contract = await app.ContractAsync(client, start);
        await ItemAsync(client, contract, "one_off", "Instalación", 5000m, 1);
        await ItemAsync(client, contract, "recurring", "Router en alquiler", 1000m, null);
        await ItemAsync(client, contract, "discount_percent", "Mitad por 3 meses", 50m, 3);
        await ItemAsync(client, contract, "discount_amount", "Atención", 100000m, 1);

        await app.RunAsync();

        // 15,000 + 1,000 + 5,000; half of the plan, then the rest is all that is left: nothing to bill.
        Assert.Null(await InvoicesAsync(client));
        Assert.Equal("nothing", await app.Database.ValueAsync<string>("select outcome from billing.period where contract_id = $1", contract));

        await app.Database.RunAsync("update billing.contract_item set archived_at = now() where contract_id = $1 and description = 'Atención'", contract);
        await app.Database.RunAsync("delete from billing.period where contract_id = $1", contract);
        await app.RunAsync();
        Assert.Equal(["plan Hogar", "recurring Router en alquiler", "one_off Instalación", "discount Mitad por 3 meses"], (await app.Database.ValueAsync<string[]>(
            "select array_agg(t.kind || ' ' || t.description order by t.position) from billing.invoice_item t join billing.invoice i on i.id = t.invoice_id where i.contract_id = $1", contract))!);
        Assert.Equal("21000.00 7500.00 13500.00", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', net_amount, discount_amount, gross_amount) from billing.invoice where contract_id = $1", contract));
    }

    private Task<DateOnly> TodayAsync() => app.TodayAsync();

    // A day that a month of any length has; on the 29th and later the period is in course already.
    private static short Cycle(DateOnly today) => (short)Math.Min(today.Day, 28);

    // The last day, today if possible, that is a cycle day: a period begins on it.
    private static DateOnly Start(DateOnly today) => today.AddDays(Math.Min(28 - today.Day, 0));

    private Task<string?> InvoicesAsync(Guid client) => app.Database.ValueAsync<string>(
        "select string_agg(n || ' ' || state, ', ' order by state) from (select state, count(*) as n from billing.invoice where client_id = $1 group by state) s", client);

    private Task<string?> AccountAsync(Guid client) => app.Database.ValueAsync<string>(
        "select concat_ws(' ', balance, credit, unpaid, unpaid_count) from billing.account where client_id = $1", client);

    private Task<int> CoverAsync(Guid contract, DateOnly from, DateOnly to) => app.Database.RunAsync(
        "insert into billing.period (contract_id, period_from, period_to, outcome) values ($1, $2, $3, 'manual')", contract, from, to);

    private Task<int> TurnAsync(Guid contract, string from, string to, DateOnly on) => app.Database.RunAsync(
        "insert into network.state_change (contract_id, from_state, to_state, origin, reason, actor, at) values ($1, $2, $3, 'operator', 'x', 'Eva', $4::date + interval '12 hours')",
        contract, from, to, on);

    private Task<int> ItemAsync(Guid client, Guid contract, string kind, string description, decimal value, int? periods) => app.Database.RunAsync(
        "insert into billing.contract_item (contract_id, client_id, kind, description, value, periods, from_date, created_at) values ($1, $2, $3, $4, $5, $6, '2020-01-01', now())",
        contract, client, kind, description, value, ((short?)periods).As(NpgsqlDbType.Smallint));
}
