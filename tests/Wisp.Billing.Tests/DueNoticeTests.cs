using Microsoft.Extensions.DependencyInjection;
using Wisp.Sdk;

namespace Wisp.Billing.Tests;

/// <summary>What clients are told by mail of unpaid invoices: before they fall due, with an alert, with a cut; each once.</summary>
[Trait("rule", "AUT-08")]
public sealed class DueNoticeTests(EngineApp app) : IClassFixture<EngineApp>
{
    [Fact]
    [Trait("rule", "MAIL-03")]
    [Trait("rule", "MAIL-09")]
    public async Task Three_days_before_they_fall_due_invoices_are_told_in_one_mail_to_each_address()
    {
        var client = await ClientAsync("Puntual", "2027-03-01", "puntual@example.com");
        await app.Database.RunAsync("update billing.client set notify_emails = 'otra@example.com,PUNTUAL@example.com' where id = $1", client);
        var (first, second) = (await OwingAsync(client, 100m), await OwingAsync(client, 50.5m));
        await app.SetAsync("2027-03-02 15:00");
        var third = await OwingAsync(client, 70m);

        // The first two fall due on the 11th, the third on the 12th.
        await DayAsync("2027-03-07");
        Assert.Equal("", await MailsAsync(client));
        await DayAsync("2027-03-08");
        await app.TickAsync("billing.due-notices");
        await DayAsync("2027-03-09");
        await DayAsync("2027-03-10");
        Assert.Equal("otra@example.com 2, puntual@example.com 2, otra@example.com 1, puntual@example.com 1", await MailsAsync(client));

        var mail = await MailAsync(client);
        Assert.Contains("Tu factura de Mi ISP está por vencer", mail.Text, StringComparison.Ordinal);
        var said = mail.Texts(".mail-text").Single();
        foreach (var part in new[] { "Hola Puntual:", await PaperAsync(first), await PaperAsync(second), "11/3/2027", "21/3/2027", "ARS 100,00", "ARS 50,50" }) Assert.Contains(part, said, StringComparison.Ordinal);
        Assert.DoesNotContain(await PaperAsync(third), said, StringComparison.Ordinal);
        Assert.DoesNotContain("http", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_sleep_nothing_is_said_to_fall_due_that_is_overdue()
    {
        var (late, punctual) = (await ClientAsync("Tardía", "2027-03-01", "tardia@example.com"), await ClientAsync("Justa", "2027-03-02", "justa@example.com"));
        await OwingAsync(late, 100m, "2027-03-01");
        await OwingAsync(punctual, 100m, "2027-03-02");

        // The machine slept from the 2nd to the 12th: one has fallen due on the 11th and is alerted, the other falls due today.
        await DayAsync("2027-03-12");

        Assert.Equal("alert queued 2027-03-12", await ProofAsync(late));
        Assert.Equal("due queued 2027-03-12", await ProofAsync(punctual));
        await DayAsync("2027-03-13");
        Assert.Equal("due queued 2027-03-12, alert queued 2027-03-13", await ProofAsync(punctual));
    }

    [Fact]
    public async Task An_invoice_that_falls_due_within_those_days_was_told_by_its_own_mail()
    {
        var client = await ClientAsync("Apurada", "2027-03-01", "apurada@example.com");
        await app.Database.RunAsync("update billing.settings set notice_days = 10");
        await OwingAsync(client, 100m);
        await DayAsync("2027-03-02");
        await app.Database.RunAsync("update billing.settings set notice_days = 9");
        await DayAsync("2027-03-03");
        await app.Database.RunAsync("update billing.settings set notice_days = 3");
        Assert.Equal("due queued 2027-03-03", await ProofAsync(client));
    }

    [Fact]
    [Trait("rule", "AUT-01")]
    [Trait("rule", "AUT-02")]
    public async Task An_alert_and_a_cut_are_told_and_the_clients_page_says_when()
    {
        var client = await ClientAsync("Cortada", "2027-03-01", "cortada@example.com");
        var invoice = await OwingAsync(client, 100m);
        foreach (var day in new[] { "2027-03-08", "2027-03-12", "2027-03-13", "2027-03-22", "2027-03-23" }) await DayAsync(day);

        Assert.Equal("due queued 2027-03-08, alert queued 2027-03-12, cut queued 2027-03-22", await ProofAsync(client));
        var page = await app.Admin.GetAsync($"/billing/of/{client}");
        Assert.Contains(" cortado el 22/3/2027 ", page.Texts(".note p")[0], StringComparison.Ordinal);
        Assert.Equal(
            ["Aviso antes del vencimiento: por correo el 8/3/2027.", "Aviso de deuda vencida: por correo el 12/3/2027.", "Aviso de corte: por correo el 22/3/2027."],
            page.Texts(".note p").Skip(1).Take(3));
        Assert.Equal(page.Texts(".note p").Skip(1).Take(3), (await app.Admin.GetAsync($"/billing/invoices/{invoice}")).Texts("dd").Where(said => said.StartsWith("Aviso", StringComparison.Ordinal)));
        var said = (await MailAsync(client)).Text;
        foreach (var part in new[] { "Mi ISP cortó tu servicio por falta de pago", await PaperAsync(invoice) }) Assert.Contains(part, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_is_one_mail_whose_subject_is_the_gravest()
    {
        var client = await ClientAsync("Varias", "2027-03-01", "varias@example.com");
        var (cut, alerted, due) = (await OwingAsync(client, 10m), await OwingAsync(client, 20m, "2027-03-11"), await OwingAsync(client, 30m, "2027-03-15"));

        await DayAsync("2027-03-22");

        Assert.Equal("varias@example.com 3", await MailsAsync(client));
        var mail = await MailAsync(client);
        Assert.Contains("Mi ISP cortó tu servicio por falta de pago", mail.Text, StringComparison.Ordinal);
        var said = mail.Texts(".mail-text").Single();
        var places = new List<int>();
        foreach (var part in new[] { "Por estas facturas", await PaperAsync(cut), "Vencidas.", await PaperAsync(alerted), "Por vencer:", await PaperAsync(due) })
            places.Add(said.IndexOf(part, StringComparison.Ordinal));
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);
    }

    [Fact]
    [Trait("rule", "MAIL-01")]
    [Trait("rule", "MAIL-02")]
    [Trait("rule", "MAIL-11")]
    [Trait("rule", "AUT-07")]
    public async Task Who_gets_no_mail_with_his_invoice_gets_no_notice_and_the_page_says_so()
    {
        var (without, off) = (await ClientAsync("Sin correo", "2027-03-01", null), await ClientAsync("Apagada", "2027-03-01", "apagada@example.com"));
        await app.Database.RunAsync("update billing.client set notify_emails = 'sola@example.com' where id = $1", without);
        await app.Database.RunAsync("update billing.client set email_on_invoice = false where id = $1", off);
        foreach (var client in new[] { without, off }) await OwingAsync(client, 100m);
        var manual = await ClientAsync("Manual", "2027-03-01", "manual@example.com");
        await app.ChargeAsync(manual, 100m);

        await DayAsync("2027-03-12");

        Assert.Equal("alert no_address 2027-03-12", await ProofAsync(without));
        Assert.Equal("alert unwanted 2027-03-12", await ProofAsync(off));
        Assert.Equal("", await ProofAsync(manual));
        foreach (var client in new[] { without, off, manual }) Assert.Equal("", await MailsAsync(client));
        Assert.Equal("Aviso de deuda vencida: no se mandó el 12/3/2027; el cliente no tenía correo principal.", (await app.Admin.GetAsync($"/billing/of/{without}")).Texts(".note p")[1]);
    }

    [Fact]
    public async Task Switched_on_later_nothing_is_told_of_what_happened_before_but_of_the_next_cut()
    {
        var client = await ClientAsync("Callada", "2027-03-01", "callada@example.com");
        await OwingAsync(client, 100m);
        await SaveAsync(("Input.NoticeDays", "0"), ("Input.NoticeOnAlert", "false"), ("Input.NoticeOnCut", "false"));
        foreach (var day in new[] { "2027-03-09", "2027-03-12", "2027-03-22" }) await DayAsync(day);
        await SaveAsync(("Input.NoticeDays", "3"), ("Input.NoticeOnAlert", "true"), ("Input.NoticeOnCut", "true"));
        await DayAsync("2027-03-23");
        Assert.Equal("alert off 2027-03-12, cut off 2027-03-22", await ProofAsync(client));

        // He promises, does not pay, and is cut again.
        var contract = await app.Database.ValueAsync<Guid>("select contract_id from billing.invoice where client_id = $1", client);
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/promise/{contract}"), "form.form", ("Input.Until", "2027-03-24"));
        await DayAsync("2027-03-25");
        Assert.Equal("alert off 2027-03-12, cut queued 2027-03-25", await ProofAsync(client));
        Assert.Equal("callada@example.com 1", await MailsAsync(client));
    }

    [Fact]
    public async Task What_is_paid_or_void_meanwhile_is_not_told_and_what_waits_does_not_leave()
    {
        var (paid, taken, waiting) = (await ClientAsync("Pagó", "2027-03-01", "pago@example.com"), await ClientAsync("Anulada", "2027-03-01", "anulada@example.com"), await ClientAsync("Espera", "2027-03-01", "espera@example.com"));
        foreach (var client in new[] { paid, taken, waiting }) await OwingAsync(client, 100m);
        await app.SetAsync("2027-03-12 15:00");
        await FireStatesAsync();
        await app.RunJobAsync((await app.NextJobAsync())!.Value);
        Assert.Equal("alert 2027-03-12", await ProofAsync(paid));
        await app.PayAsync(paid, "100");
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/invoices/{(await app.InvoicesAsync(taken))[0]}"), "button[formaction*=Void]", ("Input.Reason", "Error"));
        await app.RunJobsAsync();

        foreach (var client in new[] { paid, taken })
        {
            Assert.Equal("alert settled 2027-03-12", await ProofAsync(client));
            Assert.Equal("", await MailsAsync(client));
        }

        var mail = (await app.Database.ValueAsync<Guid>("select id from host.mail where subject_id = $1 and kind = 'billing.due-notice'", waiting));
        Assert.Empty(await StoppedAsync(mail, waiting));
        await app.Database.RunAsync("update billing.client set email_on_invoice = false where id = $1", waiting);
        Assert.Equal([mail], await StoppedAsync(mail, waiting));
        await app.Database.RunAsync("update billing.client set email_on_invoice = true where id = $1", waiting);
        await app.PayAsync(waiting, "100");
        Assert.Equal([mail], await StoppedAsync(mail, waiting));
    }

    [Fact]
    public async Task Done_twice_at_once_or_broken_off_each_is_told_once()
    {
        await ClientAsync("Muchas", "2027-03-01", null);
        await SeedAsync(2500);
        await app.SetAsync("2027-03-12 15:00");
        await FireStatesAsync();
        var day = (await app.NextJobAsync())!.Value;
        // The same day's check by two workers at once: one has it.
        await Task.WhenAll(app.RunJobAsync(day), app.RunJobAsync(day));

        // The second chunk breaks off after most of its mails: none of them is there.
        await app.Database.RunAsync(
            """
            create function public.break_off() returns trigger language plpgsql as $$ begin raise exception 'breaks off'; end $$;
            create trigger break_off before insert on host.mail for each row when (new.address = 'muchas2000@example.com') execute function public.break_off();
            """);
        await app.RunJobAsync((await app.NextJobAsync())!.Value);
        Assert.InRange(await CountAsync(), 0, 2000);
        Assert.Equal(0, await CountAsync() % 1000);
        await app.Database.RunAsync("drop trigger break_off on host.mail; update host.job set not_before = now(), failure = null where state = 'running'");

        await using (var connection = await app.Database.OpenAsync()) await connection.Sql("select host.enqueue_job('billing.due-notices', '{}', null, null, 'es')").RunAsync();
        var jobs = (await app.Database.ValueAsync<Guid[]>("select array_agg(id) from host.job where state in ('queued', 'running') and key = 'billing.due-notices'"))!;
        Assert.Equal(2, jobs.Length);
        await Task.WhenAll(jobs.Select(app.RunJobAsync));
        await app.RunJobsAsync();

        Assert.Equal(2500, await CountAsync());
        Assert.Equal("2500 2500", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', count(distinct subject_id), count(distinct address)) from host.mail where kind = 'billing.due-notice' and address like 'muchas%'"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("61")]
    [InlineData("")]
    public async Task Days_before_are_a_number_from_0_to_60(string typed)
    {
        await app.SetAsync("2027-03-01 15:00");
        BillingApp.Refused(
            await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/period"), "form.form", ("Input.NoticeDays", typed)),
            $"Avisar antes del primer vencimiento: «{typed}» no es un número de días de 0 a 60.");
    }

    private Task<long> CountAsync() => app.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'billing.due-notice' and address like 'muchas%'");

    // By a firm of its own: the days of a series follow each other.
    private async Task<Guid> ClientAsync(string name, string day, string? email)
    {
        await app.SetAsync($"{day} 15:00");
        return await app.BilledAsync(name, new DateOnly(2026, 1, 1), firm: await app.FirmAsync(BillingApp.Unique("Fantasía "), isFantasy: true), email: email);
    }

    // An invoice of a contract of its own, due ten and twenty days after its day.
    private async Task<Guid> OwingAsync(Guid client, decimal total, string? day = null)
    {
        if (day is not null) await app.SetAsync($"{day} 15:00");
        var contract = await app.ContractAsync(client, new DateOnly(2026, 1, 1));
        await app.ChargeAsync(client, total, contract, "2026-01-01", "2026-01-31");
        return await app.Database.ValueAsync<Guid>("select id from billing.invoice where contract_id = $1", contract);
    }

    private async Task DayAsync(string day)
    {
        await app.SetAsync($"{day} 15:00");
        await FireStatesAsync();
        await app.RunJobsAsync();
    }

    // Other tests may have been on a later day.
    private async Task FireStatesAsync()
    {
        await app.Database.RunAsync("with d as (update billing.day_done set day = '-infinity') update billing.settings set run_hour = 0");
        await app.FireAsync("billing.states");
    }

    private async Task SaveAsync(params (string, string?)[] typed) =>
        Assert.Equal("/billing/period", (await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/period"), "form.form", typed)).Location);

    private Task<IReadOnlyCollection<Guid>> StoppedAsync(Guid mail, Guid client) => app.InScopeAsync(services =>
        services.GetServices<IMailGate>().Single(gate => gate.Kind == "billing.due-notice").StoppedAsync([new MailAtGate(mail, client, "x@example.com")], CancellationToken.None));

    // Addresses of the notices, in order, with how many invoices each lists.
    private async Task<string> MailsAsync(Guid client) => await app.Database.ValueAsync<string>(
        """
        select string_agg(address || ' ' || jsonb_array_length(model -> 'lines'), ', ' order by created_at, address) from host.mail where kind = 'billing.due-notice' and subject_id = $1
        """, client) ?? "";

    private async Task<Page> MailAsync(Guid client) => await app.Admin.GetAsync(
        $"/mail/{await app.Database.ValueAsync<Guid>(
            "select id from host.mail where kind = 'billing.due-notice' and subject_id = $1 order by jsonb_array_length(model -> 'lines') desc, created_at desc limit 1", client)}");

    private async Task<string> ProofAsync(Guid client) => await app.Database.ValueAsync<string>(
        "select string_agg(concat_ws(' ', kind, outcome, day), ', ' order by day, kind) from billing.due_notice where client_id = $1", client) ?? "";

    private async Task<string> PaperAsync(Guid invoice) => (await app.Database.ValueAsync<string>(
        "select kind || ' 00003-' || lpad(number::text, 8, '0') from billing.invoice where id = $1", invoice))!;

    // Clients with an overdue invoice each.
    private Task SeedAsync(int count) => app.Database.RunAsync(
        """
        with person as (
            insert into clients.client (name, country, email, status, created_at, updated_at)
            select 'Muchas ' || n, 'AR', 'muchas' || n || '@example.com', 'active', now(), now() from generate_series(1, $1) n
            returning id),
        billed as (
            insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, enabled_on, first_from)
            select id, true, $2, 'fantasy', 'X', 1, '2026-01-01', '2026-01-01' from person),
        served as (
            insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at)
            select id, $3, $4, '2026-01-01', '2026-01-01', now() from person returning id, client_id),
        party as (
            insert into billing.party (digest, name, country) values ('\x00', 'x', 'AR') returning id)
        insert into billing.invoice (client_id, contract_id, firm_id, point_of_sale_id, is_auto, kind, number, issued_at, issued_on, first_due_date, second_due_date, state,
                                     net_amount, discount_amount, tax_amount, gross_amount, balance, currency, firm_party_id, client_party_id, actor, created_at, documents_at)
        select s.client_id, s.id, $2, p.id, false, 'Z', row_number() over (), now(), '2027-03-01', '2027-03-11', '2027-03-21', 'pending', 10, 0, 0, 10, 10, 'ARS', y.id, y.id, 'x', now(), now()
        from served s cross join party y join billing.point_of_sale p on p.firm_id = $2
        """, count, app.Fantasy, app.Plan, app.Server);
}
