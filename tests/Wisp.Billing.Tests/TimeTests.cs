using System.Globalization;
using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>Cycles over years, the ISP's own days whatever the server's zone, nights that were slept through and clocks that were set back.</summary>
public sealed class TimeTests(EngineApp app) : IClassFixture<EngineApp>
{
    private const string BuenosAires = "America/Argentina/Buenos_Aires";

    [Fact]
    [Trait("rule", "BIL-01")]
    [Trait("rule", "BIL-02")]
    [Trait("rule", "BIL-20")]
    public async Task Periods_of_every_cycle_day_tile_three_years()
    {
        await app.ZoneAsync(BuenosAires);
        app.SetClock(EngineApp.Instant("2027-01-01 12:00"));
        await NightsAsync(byItself: true);
        var price = await app.PlanAsync(BillingApp.Unique("Plan"), 3100m);
        var firm = await app.FirmAsync(BillingApp.Unique("Fantasía "), isFantasy: true);
        // Three contracts of each cycle day: one begins on some day of January, one on the last of 2027, one on 29 February.
        List<Guid> contracts = [.. (await app.Database.ValueAsync<Guid[]>(
            """
            with person as (
                insert into clients.client (name, country, status, created_at, updated_at) select 'Ciclo ' || n, 'AR', 'active', now(), now() from generate_series(1, 28) n
                returning id, substr(name, 7)::smallint as cycle),
            billed as (
                insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, enabled_on, first_from)
                select id, true, $1, 'fantasy', 'X', cycle, '2027-01-01', '2027-01-01' from person),
            served as (
                insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at)
                select p.id, $2, $3, s.day, s.day, now() from person p
                cross join lateral unnest(array['2027-01-01'::date + cycle * 13 % 31, '2027-12-31', '2028-02-29']) s (day)
                returning id)
            select array_agg(id) from served
            """, firm, price, app.Server))!];
        var leap = await app.PlanAsync(BillingApp.Unique("Plan"), 2900m);
        // Of the 29 days from 10 February on 10, from 28 February on 28, of February 1; of the 31 from 15 January on 15; the last is 15 of 29 days.
        var (tenth, last, first) = (await BornAsync(10, "2028-02-29", leap), await BornAsync(28, "2028-02-29", leap), await BornAsync(1, "2028-02-29", leap));
        var (january, ending) = (await BornAsync(15, "2027-01-31", price), await BornAsync(15, "2027-12-15", leap, "2028-02-29"));

        contracts.AddRange([tenth, last, first, january, ending]);

        // Each night of the leap February, else every fortieth, which leaves some two periods to catch up.
        var nights = Nights("2027-01-01", "2028-01-30", 40).Concat(Nights("2028-01-31", "2028-03-01", 1)).Concat(Nights("2028-03-10", "2029-12-31", 40));
        foreach (var night in nights) await NightAsync(night, "billing.run");

        Assert.Null(await app.Database.ValueAsync<string>(
            """
            select string_agg(what || ' ' || contract_id || ' ' || period_from, ', ') from (
                select p.contract_id, p.period_from, case
                    when p.before is null and p.period_from <> c.start_date then 'begins late'
                    when p.period_from <> p.before + 1 then 'gap or overlap'
                    when p.before is not null and extract(day from p.period_from) <> b.cycle_start_day then 'not on the cycle day'
                    when p.after is null and p.period_to < least('2029-12-31', c.end_date) then 'ends early'
                    when p.after is not null and extract(day from p.period_to + 1) <> b.cycle_start_day then 'ends off the cycle day'
                    when p.outcome <> 'invoice' or (select count(*) from billing.invoice i where i.contract_id = p.contract_id and i.period_from = p.period_from) <> 1 then 'not one invoice'
                    when p.before is not null and p.period_to < coalesce(c.end_date, 'infinity') and i.gross_amount <> l.price then 'not the price'
                    when p.period_from between '2028-02-01' and '2028-03-01' and i.issued_on <> p.period_from then 'not issued on its day' end as what
                from (select *, lag(period_to) over w as before, lead(period_from) over w as after from billing.period where contract_id = any ($1)
                      window w as (partition by contract_id order by period_from)) p
                join network.contract c on c.id = p.contract_id
                join network.plan l on l.id = c.plan_id
                join billing.client b on b.id = c.client_id
                left join billing.invoice i on i.id = p.invoice_id) x
            where what is not null
            """, contracts.ToArray()));
        Assert.Equal(28 * 3 + 5, await app.Database.ValueAsync<long>("select count(distinct contract_id) from billing.period where contract_id = any ($1)", contracts.ToArray()));
        // And every whole month after it until the one that begins in December 2029.
        Assert.Equal("1000.00 64800.00", await SumsAsync(tenth));
        Assert.Equal("2800.00 66600.00", await SumsAsync(last));
        Assert.Equal("100.00 63900.00", await SumsAsync(first));
        Assert.Equal("1500.00 110000.00", await SumsAsync(january));
        Assert.Equal("2900.00 7300.00", await SumsAsync(ending));
        Assert.Null(await app.Database.ValueAsync<string>(Invariants.SeriesBroken, firm));
    }

    [Theory]
    [Trait("rule", "BIL-03")]
    [Trait("rule", "AUT-02")]
    [Trait("rule", "AUT-21")]
    [Trait("rule", "AUT-22")]
    [Trait("rule", "PAY-06")]
    // A day of 25 hours, one whose midnight does not exist (the next has 23 hours), both as they were in Paraguay, and Paraguay as it is now.
    [InlineData("America/Santiago", "2027-04-03", "2027-04-04 04:00", "2027-04-05 04:00")]
    [InlineData("America/Santiago", "2027-09-04", "2027-09-05 04:00", "2027-09-06 03:00")]
    [InlineData("America/Asuncion", "2024-03-23", "2024-03-24 04:00", "2024-03-25 04:00")]
    [InlineData("America/Asuncion", "2024-10-05", "2024-10-06 04:00", "2024-10-07 03:00")]
    [InlineData("America/Asuncion", "2027-07-01", "2027-07-02 03:00", "2027-07-03 03:00")]
    [InlineData("Pacific/Pago_Pago", "2026-12-31", "2027-01-01 11:00", "2027-01-02 11:00")]
    [InlineData("Pacific/Kiritimati", "2026-12-31", "2026-12-31 10:00", "2027-01-01 10:00")]
    public async Task Today_is_the_ISPs_day(string zone, string today, string midnight, string nextMidnight)
    {
        var (day, ends, endsNext) = (Day(today), EngineApp.Instant(midnight), EngineApp.Instant(nextMidnight));
        await app.ZoneAsync(zone);
        await NightsAsync(byItself: false);
        await app.Database.RunAsync("update billing.profile set first_due_days = 0, second_due_days = 0 where name is null");
        await app.SetAsync(ends.AddMinutes(-2));
        var firm = await app.FirmAsync(BillingApp.Unique("Fantasía "), isFantasy: true);
        var (owing, paying) = (await app.BilledAsync("Debe", Day("2024-01-01"), firm: firm), await app.BilledAsync("Paga", Day("2024-01-01"), firm: firm));
        var contract = await app.ContractAsync(owing, Day("2024-01-01"));

        // Just before midnight it is still that day: due today, and tomorrow's payment is in the future.
        await app.ChargeAsync(owing, 100m, contract, "2024-01-01", "2024-01-31");
        var invoice = (await app.InvoicesAsync(owing))[0];
        Assert.Equal($"{today} {today} {today}", await app.Database.ValueAsync<string>("select concat_ws(' ', issued_on, first_due_date, second_due_date) from billing.invoice where id = $1", invoice));
        BillingApp.Refused(await PayAsync(paying, day.AddDays(1)), $"Fecha: {Short(day.AddDays(1))} todavía no llegó; un pago se registra cuando entra.");
        Assert.Equal(HttpStatusCode.Redirect, (await PayAsync(paying, day)).Status);
        await app.TickAsync("billing.states");
        Assert.Equal("enabled operator", await StateAsync(contract));
        Assert.Contains("Pendiente", await TitleAsync(invoice), StringComparison.Ordinal);

        // Just after it the next.
        await app.SetAsync(ends.AddSeconds(5));
        Assert.Contains("Vencida", await TitleAsync(invoice), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PayAsync(paying, day.AddDays(1))).Status);
        await app.TickAsync("billing.states");
        Assert.Equal("disabled system", await StateAsync(contract));
        BillingApp.Refused(await PromiseAsync(contract, day), $"Hasta: {Short(day)} no está entre el {Short(day.AddDays(1))} y el {Short(day.AddDays(16))}.");
        Assert.Equal(HttpStatusCode.Redirect, (await PromiseAsync(contract, day.AddDays(1))).Status);

        // A promise lasts until the end of its day.
        await app.SetAsync(endsNext.AddMinutes(-2));
        await app.Database.RunAsync("update billing.day_done set day = '-infinity'");
        await app.TickAsync("billing.states");
        Assert.Equal("enabled system", await StateAsync(contract));
        await app.SetAsync(endsNext.AddSeconds(5));
        await app.TickAsync("billing.states");
        Assert.Equal("disabled system", await StateAsync(contract));
        Assert.Equal($"cut {day.AddDays(1):yyyy-MM-dd}, promise {day.AddDays(1):yyyy-MM-dd}, promise_broken {day.AddDays(2):yyyy-MM-dd}", await app.Database.ValueAsync<string>(
            "select string_agg(act || ' ' || day, ', ' order by at) from billing.automatic_act where contract_id = $1", contract));
        await app.Database.RunAsync("update billing.profile set first_due_days = 10, second_due_days = 20 where name is null");
    }

    [Fact]
    [Trait("rule", "BIL-05")]
    public async Task An_hour_that_comes_twice_bills_once_and_one_that_does_not_come_is_not_waited_for()
    {
        await app.ZoneAsync("America/Santiago");
        await NightsAsync(byItself: true);
        // 23:00 of 3 April comes twice.
        await app.Database.RunAsync("update billing.settings set run_hour = 23");
        var twice = await BornAsync(3, "2027-04-03");
        foreach (var utc in new[] { "2027-04-04 01:30", "2027-04-04 02:30", "2027-04-04 03:30" })
        {
            app.SetClock(EngineApp.Instant(utc));
            await app.TickAsync("billing.run", "billing.states");
            Assert.Equal(utc == "2027-04-04 01:30" ? null : "2027-04-03 2027-04-03", await IssuedAsync(twice));
        }

        Assert.Equal(1, await RunsAsync("2027-04-03"));

        // 00:00 of 5 September does not come.
        await app.Database.RunAsync("update billing.settings set run_hour = 0");
        var never = await BornAsync(5, "2027-09-05");
        foreach (var (utc, issued) in new[] { ("2027-09-05 03:59", null), ("2027-09-05 04:00", "2027-09-05 2027-09-05") })
        {
            app.SetClock(EngineApp.Instant(utc));
            await app.TickAsync("billing.run");
            Assert.Equal(issued, await IssuedAsync(never));
        }
    }

    [Fact]
    [Trait("rule", "BIL-04")]
    [Trait("rule", "AUT-08")]
    public async Task Five_nights_slept_through_are_caught_up_once_each_from_its_own_day()
    {
        await app.ZoneAsync(BuenosAires);
        await NightsAsync(byItself: true);
        var contracts = new List<Guid>();
        for (short day = 2; day <= 9; day++) contracts.Add(await BornAsync(day, $"2026-06-0{day}"));
        await app.SetAsync("2026-05-26 12:00");
        var owing = await app.BilledAsync("Debe", Day("2026-05-01"), firm: await app.FirmAsync(BillingApp.Unique("Fantasía "), isFantasy: true), email: "dormida@example.com");
        var late = await app.ContractAsync(owing, Day("2026-05-26"));
        await app.ChargeAsync(owing, 100m, late, "2026-05-26", "2027-05-25");
        // Issued on 26 May, it falls due on 5 June and again on 15 June.
        await app.Database.RunAsync("update billing.invoice set second_due_date = '2026-06-07' where contract_id = $1", late);

        foreach (var night in new[] { "2026-06-01", "2026-06-02", "2026-06-03", "2026-06-09", "2026-06-09", "2026-06-10" }) await NightAsync(Day(night));

        foreach (var (contract, day) in contracts.Zip(Enumerable.Range(2, 8)))
            Assert.Equal($"2026-06-0{day} 2026-06-0{(day < 4 ? day : 9)}", await IssuedAsync(contract));
        Assert.Equal(1, await RunsAsync("2026-06-09"));
        Assert.Equal("cut 2026-06-09", await app.Database.ValueAsync<string>("select string_agg(act || ' ' || day, ', ' order by at) from billing.automatic_act where contract_id = $1", late));
        // It was told on the 2nd that it falls due, three days before; of the alert that never was, nothing.
        Assert.Equal("due queued 2026-06-02, cut queued 2026-06-09", await app.Database.ValueAsync<string>(
            "select string_agg(concat_ws(' ', kind, outcome, day), ', ' order by day) from billing.due_notice where contract_id = $1", late));
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'billing.due-notice' and subject_id = $1", owing));
    }

    [Fact]
    [Trait("rule", "BIL-05")]
    public async Task A_clock_set_back_a_day_makes_nothing_twice_and_no_date_runs_against_its_numbers()
    {
        await app.ZoneAsync(BuenosAires);
        await NightsAsync(byItself: true);
        var firm = await app.FirmAsync(BillingApp.Unique("Fantasía "), isFantasy: true);
        await app.SetAsync("2027-10-10 12:00");
        var client = await app.BilledAsync("Atrás", Day("2027-10-10"), 10, firm: firm);
        var contract = await app.ContractAsync(client, Day("2027-10-10"));
        await app.TickAsync("billing.run", "billing.states");
        Assert.Equal("2027-10-10 2027-10-10", await IssuedAsync(contract));

        await app.SetAsync("2027-10-09 12:00");
        await app.TickAsync("billing.run", "billing.states", "billing.run");
        Assert.Equal("2027-10-10 2027-10-10", await IssuedAsync(contract));
        await app.ChargeAsync(client, 100m);
        var manual = (await app.InvoicesAsync(client))[1];
        Assert.Equal("2 2027-10-10 2027-10-20", await app.Database.ValueAsync<string>("select concat_ws(' ', number, issued_on, first_due_date) from billing.invoice where id = $1", manual));
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/invoices/{manual}"), "button[formaction*=Note]", ("Input.Reason", "Error"), ("Input.Amount", "40"));
        await app.ChargeAsync(client, 10m);
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/invoices/{(await app.InvoicesAsync(client))[2]}"), "button[formaction*=Void]", ("Input.Reason", "Error"));
        Assert.Equal("-15060.00 0.00 15060.00 2", await app.AccountAsync(client));
        Assert.Equal("invoice 2027-10-10, invoice 2027-10-10, credit_note 2027-10-10, invoice 2027-10-10, reversal 2027-10-10", await app.Database.ValueAsync<string>(
            "select string_agg(kind || ' ' || on_date, ', ' order by id) from billing.account_transaction where client_id = $1", client));

        // The real days come again: nothing is billed twice, and the next period on its day.
        foreach (var night in new[] { "2027-10-10", "2027-10-11", "2027-11-10" }) await NightAsync(Day(night));
        Assert.Equal("2027-10-10 2027-10-10, 2027-11-10 2027-11-10", await IssuedAsync(contract));
        Assert.Equal(1, await RunsAsync("2027-10-10"));
        Assert.Equal(0, await RunsAsync("2027-10-09"));
        Assert.Null(await app.Database.ValueAsync<string>(Invariants.SeriesBroken, firm));

        // A clock that was wrong by years is no reason to go on with its days.
        await app.Database.RunAsync("update billing.number_series set last_on = '2031-01-01' where point_of_sale_id = (select id from billing.point_of_sale where firm_id = $1)", firm);
        await app.SetAsync("2027-11-10 13:00");
        await app.ChargeAsync(client, 1m);
        Assert.Equal(Day("2027-11-10"), await app.Database.ValueAsync<DateOnly>("select issued_on from billing.invoice where client_id = $1 order by number desc limit 1", client));
    }

    [Fact]
    public async Task Settings_are_read_again_though_the_clock_was_set_back()
    {
        await app.ZoneAsync("Pacific/Kiritimati");
        app.SetClock(EngineApp.Instant("2027-01-10 12:00"));
        Assert.Equal(Day("2027-01-11"), await app.TodayAsync());
        app.SetClock(EngineApp.Instant("2027-01-09 12:00"));
        // As another process does.
        await app.Database.RunAsync("""update host.setting set value = value || '{"timeZone": "UTC"}' where key = 'host.isp'""");
        app.Wisp.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(Day("2027-01-09"), await app.TodayAsync());
    }

    // Other tests may have been on a later day.
    private async Task NightsAsync(bool byItself)
    {
        await app.Database.RunAsync("update billing.run set by_timer = false");
        await app.Database.RunAsync("with d as (update billing.day_done set day = '-infinity') update billing.settings set run_hour = 0, issue_by_itself = $1", byItself);
    }

    private static IEnumerable<DateOnly> Nights(string first, string last, int step)
    {
        for (var day = Day(first); day < Day(last); day = day.AddDays(step)) yield return day;
        yield return Day(last);
    }

    // Half past three at night where the ISP is.
    private async Task NightAsync(DateOnly day, params string[] timers)
    {
        app.SetClock(new DateTimeOffset(day.Year, day.Month, day.Day, 6, 30, 0, TimeSpan.Zero));
        await app.TickAsync(timers is [] ? ["billing.run", "billing.states"] : timers);
    }

    // A contract of a client and firm of its own, billed from its first day.
    private async Task<Guid> BornAsync(short cycle, string start, Guid? plan = null, string? end = null)
    {
        var client = await app.BilledAsync($"Desde {start}", Day("2024-01-01"), cycle, firm: await app.FirmAsync(BillingApp.Unique("Fantasía "), isFantasy: true));
        return await app.ContractAsync(client, Day(start), end is null ? null : Day(end), plan);
    }

    private Task<string?> IssuedAsync(Guid contract) => app.Database.ValueAsync<string>(
        "select string_agg(concat_ws(' ', period_from, issued_on), ', ' order by period_from) from billing.invoice where contract_id = $1 and state <> 'void'", contract);

    private Task<string?> SumsAsync(Guid contract) => app.Database.ValueAsync<string>(
        "select concat_ws(' ', (array_agg(gross_amount order by period_from))[1], sum(gross_amount)) from billing.invoice where contract_id = $1", contract);

    private Task<long> RunsAsync(string day) => app.Database.ValueAsync<long>("select count(*) from billing.run where by_timer and day = $1", Day(day));

    private Task<Page> PayAsync(Guid client, DateOnly day) => app.PayAsync(client, "1", [("Input.Date", Iso(day)), ("Input.Amount", "1")]);

    private async Task<Page> PromiseAsync(Guid contract, DateOnly until) =>
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/promise/{contract}"), "form.form", ("Input.Until", Iso(until)));

    private async Task<string> TitleAsync(Guid invoice) => (await app.Admin.GetAsync($"/billing/invoices/{invoice}")).Texts("h1")[0];

    private Task<string?> StateAsync(Guid contract) => app.Database.ValueAsync<string>("select state || ' ' || state_origin from network.contract where id = $1", contract);

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Short(DateOnly day) => day.ToString("d", CultureInfo.GetCultureInfo("es-AR"));
}
