using System.Globalization;
using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>Alerts, cuts, service again, promises and surcharges.</summary>
[Collection(WorkerTests.Name)]
public sealed class StateTests(WorkerApp app)
{
    [Fact]
    [Trait("rule", "AUT-01")]
    [Trait("rule", "AUT-02")]
    [Trait("rule", "AUT-03")]
    public async Task What_is_overdue_alerts_then_cuts_its_own_contract_alone()
    {
        var (client, contract) = await app.LateAsync("Atrasada", firstDue: -1, secondDue: 5);
        var other = await app.ContractAsync(client, new DateOnly(2026, 1, 1));
        await app.DayAsync();
        Assert.Equal("alerted system, enabled operator", await StatesAsync(contract, other));

        await app.DueAsync(contract, firstDue: -11, secondDue: -1);
        await app.DayAsync();
        Assert.Equal("disabled system, enabled operator", await StatesAsync(contract, other));

        var paper = await app.Database.ValueAsync<string>("select kind || ' 00003-' || lpad(number::text, 8, '0') from billing.invoice where contract_id = $1", contract);
        var today = await app.TodayAsync();
        Assert.Equal(
            [$"Contrato {await NumberAsync(contract)}: cortado el {Short(today)} por {paper}, vencida el {Short(today.AddDays(-11))} (100,00). Regla AUT-02."],
            (await app.Admin.GetAsync($"/billing/of/{client}")).Texts(".note p:first-child"));
    }

    [Fact]
    [Trait("rule", "AUT-01")]
    public async Task On_the_due_day_itself_nothing_happens_and_offsets_count_from_it()
    {
        var (_, contract) = await app.LateAsync("Justa", firstDue: 0, secondDue: 5);
        await app.DayAsync();
        Assert.Equal("enabled operator", await StatesAsync(contract));

        await app.Database.RunAsync("update billing.profile set alert_days = 2 where name is null");
        await app.DueAsync(contract, firstDue: -2, secondDue: 5);
        await app.DayAsync();
        Assert.Equal("enabled operator", await StatesAsync(contract));
        await app.DueAsync(contract, firstDue: -3, secondDue: 5);
        await app.DayAsync();
        Assert.Equal("alerted system", await StatesAsync(contract));
        await app.Database.RunAsync("update billing.profile set alert_days = 0 where name is null");
    }

    [Fact]
    [Trait("rule", "AUT-03")]
    public async Task By_client_one_debt_counts_for_all_his_contracts()
    {
        var (client, contract) = await app.LateAsync("Conjunta", firstDue: -9, secondDue: -1);
        var other = await app.ContractAsync(client, new DateOnly(2026, 1, 1));
        await app.Database.RunAsync("update billing.settings set debt_per_client = true");
        await app.DayAsync();
        Assert.Equal("disabled system, disabled system", await StatesAsync(contract, other));

        await app.PayAsync(client, "100");
        Assert.Equal("enabled system, enabled system", await StatesAsync(contract, other));
        await app.Database.RunAsync("update billing.settings set debt_per_client = false");
    }

    [Fact]
    [Trait("rule", "AUT-04")]
    [Trait("case", "G01")]
    public async Task A_debt_under_the_minimum_cuts_nobody()
    {
        var (client, contract) = await app.LateAsync("Centavos", firstDue: -9, secondDue: -1);
        await app.PayAsync(client, "99,99");
        await app.Database.RunAsync("update billing.settings set minimum_debt = 1");
        await app.DayAsync();
        Assert.Equal("enabled operator", await StatesAsync(contract));
        await app.Database.RunAsync("update billing.settings set minimum_debt = 0");
    }

    [Fact]
    [Trait("rule", "AUT-06")]
    public async Task On_days_without_cuts_it_is_only_alerted()
    {
        var (_, contract) = await app.LateAsync("Feriado", firstDue: -9, secondDue: -1);
        await app.Database.RunAsync("update billing.settings set no_cut_days = array[$1::date]", await app.TodayAsync());
        await app.DayAsync();
        Assert.Equal("alerted system", await StatesAsync(contract));

        await app.Database.RunAsync("update billing.settings set no_cut_days = '{}'");
        await app.DayAsync();
        Assert.Equal("disabled system", await StatesAsync(contract));
    }

    [Fact]
    [Trait("rule", "AUT-07")]
    [Trait("rule", "AUT-13")]
    public async Task Without_contract_or_automatic_state_nothing_is_touched()
    {
        var client = await app.OwingAsync("Manual", 100m);
        var contract = await app.ContractAsync(client, new DateOnly(2026, 1, 1));
        await app.Database.RunAsync("update billing.invoice set issued_on = issued_on - 40, first_due_date = first_due_date - 40, second_due_date = second_due_date - 40 where client_id = $1", client);
        var (byHand, kept) = await app.LateAsync("A mano", firstDue: -9, secondDue: -1);
        await app.Database.RunAsync("update billing.client set automatic_state = false where id = $1", byHand);

        await app.DayAsync();

        Assert.Equal("enabled operator, enabled operator", await StatesAsync(contract, kept));
    }

    [Fact]
    [Trait("rule", "AUT-10")]
    [Trait("rule", "AUT-11")]
    public async Task Service_is_back_with_the_last_payment_and_not_with_a_part()
    {
        var (client, contract) = await app.LateAsync("Vuelve", firstDue: -9, secondDue: -1);
        await app.DayAsync();

        await app.PayAsync(client, "40");
        Assert.Equal("disabled system", await StatesAsync(contract));
        await app.PayAsync(client, "60");
        Assert.Equal("enabled system", await StatesAsync(contract));
        Assert.Equal("cut AUT-02, enable AUT-10", await app.Database.ValueAsync<string>(
            "select string_agg(act || ' ' || rule, ', ' order by at) from billing.automatic_act where contract_id = $1", contract));
    }

    [Fact]
    [Trait("rule", "AUT-12")]
    public async Task What_a_person_disabled_stays_so()
    {
        var (client, contract) = await app.LateAsync("De baja", firstDue: -9, secondDue: -1);
        await app.Database.RunAsync("update network.contract set state = 'disabled', state_origin = 'operator' where id = $1", contract);

        await app.PayAsync(client, "100");

        Assert.Equal("disabled operator", await StatesAsync(contract));
    }

    [Fact]
    [Trait("rule", "AUT-14")]
    public async Task A_voided_payment_cuts_nobody_until_the_next_day_is_checked()
    {
        var (client, contract) = await app.LateAsync("Cheque", firstDue: -9, secondDue: -1);
        var payment = await app.PayAsync(client, "100");
        await app.Admin.SubmitAsync(await app.Admin.GetAsync(payment.Location!), "form.form", ("Input.Reason", "Rebotó"));
        Assert.Equal("enabled operator", await StatesAsync(contract));

        await app.DayAsync();
        Assert.Equal("disabled system", await StatesAsync(contract));
    }

    [Fact]
    [Trait("rule", "AUT-05")]
    [Trait("rule", "AUT-20")]
    [Trait("rule", "AUT-21")]
    [Trait("rule", "AUT-22")]
    [Trait("rule", "AUT-23")]
    public async Task A_promise_gives_service_until_its_day_and_two_are_enough()
    {
        var (client, contract) = await app.LateAsync("Promete", firstDue: -9, secondDue: -1);
        BillingApp.Refused(await PromiseAsync(contract, 3), "Solo se promete por un contrato cortado.");
        await app.DayAsync();
        var today = await app.TodayAsync();
        BillingApp.Refused(await PromiseAsync(contract, 16), $"Hasta: {Short(today.AddDays(16))} no está entre el {Short(today)} y el {Short(today.AddDays(15))}.");

        Assert.Equal(HttpStatusCode.Redirect, (await PromiseAsync(contract, 3)).Status);
        Assert.Equal("enabled system", await StatesAsync(contract));
        BillingApp.Refused(await PromiseAsync(contract, 4), "El contrato ya tiene una promesa abierta.");
        await app.DayAsync();
        Assert.Equal("enabled system", await StatesAsync(contract));

        for (var time = 0; time < 2; time++)
        {
            await app.Database.RunAsync("update billing.promise set valid_until = $2 where contract_id = $1 and state = 'open'", contract, today.AddDays(-1));
            await app.DayAsync();
            Assert.Equal("disabled system", await StatesAsync(contract));
            if (time == 0) Assert.Equal(HttpStatusCode.Redirect, (await PromiseAsync(contract, 3)).Status);
        }

        BillingApp.Refused(await PromiseAsync(contract, 3), "El contrato ya tuvo 2 promesas en 90 días y van hasta 2.");
        await app.PayAsync(client, "100");
        Assert.Equal("enabled system", await StatesAsync(contract));
    }

    [Fact]
    [Trait("rule", "AUT-06")]
    [Trait("rule", "AUT-22")]
    public async Task A_promise_does_not_run_out_on_a_day_without_cuts_nor_for_less_than_the_minimum()
    {
        var (client, contract) = await app.LateAsync("Domingo", firstDue: -9, secondDue: -1);
        await app.DayAsync();
        await PromiseAsync(contract, 3);
        var today = await app.TodayAsync();
        await app.Database.RunAsync("update billing.promise set valid_until = $2 where contract_id = $1", contract, today.AddDays(-1));
        await app.Database.RunAsync("update billing.settings set no_cut_days = array[$1::date]", today);
        await app.DayAsync();
        Assert.Equal("enabled system", await StatesAsync(contract));

        await app.Database.RunAsync("update billing.settings set no_cut_days = '{}', minimum_debt = 1");
        await app.Database.RunAsync("update billing.invoice set balance = 0.5 where client_id = $1", client);
        await app.DayAsync();
        Assert.Equal("enabled system", await StatesAsync(contract));
        Assert.Equal("broken", await app.Database.ValueAsync<string>("select state from billing.promise where contract_id = $1", contract));
        await app.Database.RunAsync("update billing.settings set minimum_debt = 0");
    }

    [Fact]
    [Trait("rule", "AUT-24")]
    public async Task A_promise_that_is_paid_is_kept()
    {
        var (client, contract) = await app.LateAsync("Cumple", firstDue: -9, secondDue: -1);
        await app.DayAsync();
        await PromiseAsync(contract, 3);
        await app.PayAsync(client, "100");
        Assert.Equal("kept", await app.Database.ValueAsync<string>("select state from billing.promise where contract_id = $1", contract));
        Assert.Equal("enabled system", await StatesAsync(contract));
    }

    [Fact]
    [Trait("rule", "BIL-32")]
    public async Task Paid_late_it_is_surcharged_on_the_next_invoice_once_and_not_when_the_payment_is_voided()
    {
        await app.Database.RunAsync("update billing.profile set surcharge_kind = 'percent', surcharge_value = 5 where name is null");
        var (client, contract) = await app.LateAsync("Recargada", firstDue: -3, secondDue: 5);
        var payment = await app.PayAsync(client, "100");
        Assert.Equal("5.0000", await SurchargesAsync(contract));
        await app.Admin.SubmitAsync(await app.Admin.GetAsync(payment.Location!), "form.form", ("Input.Reason", "Error"));
        Assert.Null(await SurchargesAsync(contract));
        await app.PayAsync(client, "100");
        Assert.Equal("5.0000", await SurchargesAsync(contract));

        // Paid on the due day, it was not late.
        var (punctual, other) = await app.LateAsync("Puntual", firstDue: 0, secondDue: 5);
        await app.PayAsync(punctual, "100");
        Assert.Null(await SurchargesAsync(other));
        await app.Database.RunAsync("update billing.profile set surcharge_kind = 'none', surcharge_value = 0 where name is null");
    }

    private async Task<Page> PromiseAsync(Guid contract, int days) => await app.Admin.SubmitAsync(
        await app.Admin.GetAsync($"/billing/promise/{contract}"), "form.form", ("Input.Until", (await app.TodayAsync()).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private Task<string?> StatesAsync(params Guid[] contracts) => app.Database.ValueAsync<string>(
        "select string_agg(c.state || ' ' || c.state_origin, ', ' order by array_position($1, c.id)) from network.contract c where c.id = any ($1)", contracts);

    private Task<string?> SurchargesAsync(Guid contract) => app.Database.ValueAsync<string>(
        "select string_agg(value::text, ' ') from billing.contract_item where contract_id = $1 and kind = 'surcharge' and archived_at is null", contract);

    private Task<long> NumberAsync(Guid contract) => app.Database.ValueAsync<long>("select public_id from network.contract where id = $1", contract);

    private static string Short(DateOnly day) => day.ToString("d", CultureInfo.GetCultureInfo("es-AR"));
}
