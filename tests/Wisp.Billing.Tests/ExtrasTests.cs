using System.Globalization;
using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>What a contract is billed besides its plan, periods left out, and plans changed within one, through the contract's page.</summary>
[Collection(WorkerTests.Name)]
public sealed class ExtrasTests(WorkerApp app)
{
    [Fact]
    [Trait("rule", "BIL-30")]
    public async Task Extras_stand_in_the_next_invoice_and_the_page_says_how_often_they_did()
    {
        var (_, contract) = await BilledAsync("Con extras");
        await AddAsync(contract, ("Kind", "recurring"), ("Description", "Router en alquiler"), ("Value", "1.000,00"));
        await AddAsync(contract, ("Kind", "one_off"), ("Description", "Instalación"), ("Value", "5000"));
        await AddAsync(contract, ("Kind", "discount_percent"), ("Description", "Mitad por 3 meses"), ("Value", "50"), ("Periods", "3"));
        await AddAsync(contract, ("Kind", "discount_amount"), ("Description", "Atención"), ("Value", "250,50"), ("Periods", "1"));

        await app.RunAsync();

        // 15,000 + 1,000 + 5,000 − 7,500 − 250.50.
        Assert.Equal(13249.50m, await app.Database.ValueAsync<decimal>("select gross_amount from billing.invoice where contract_id = $1", contract));
        var page = await PageAsync(contract);
        Assert.Equal(["1 veces", "1 de 1 veces completo", "1 de 3 veces", "1 de 1 veces completo"], page.Texts("section[aria-labelledby=extras] td[data-label=Facturado]"));
        Assert.Equal(["1.000,00", "5.000,00", "50 %", "250,50"], page.Texts("section[aria-labelledby=extras] td.num"));
    }

    [Theory]
    [InlineData("Description", "", "Detalle: escribí qué va a decir la factura.")]
    [InlineData("Value", "0", "Valor: «0» no es un número mayor que cero como 50 o 15.000,50.")]
    [InlineData("Value", "-5", "Valor: «-5» no es un número mayor que cero como 50 o 15.000,50.")]
    [InlineData("Value", "99999999999999", "Valor: «99999999999999» no es un número mayor que cero como 50 o 15.000,50.")]
    [InlineData("Every", "61", "Cada cuántos períodos: «61» no es un número entero de 1 a 60.")]
    [InlineData("Periods", "medio", "Cuántas veces: «medio» no es un número entero de 1 a 1200.")]
    [InlineData("From", "31/2/2026", "Desde: «31/2/2026» no es una fecha.")]
    [InlineData("Kind", "surcharge", "Tipo: «surcharge» no está en la lista; elegí uno de ella.")]
    public async Task A_wrong_extra_says_what_is_wrong(string field, string typed, string said)
    {
        var (_, contract) = await BilledAsync("Mal extra");
        (string, string?)[] good = [("Input.Kind", "recurring"), ("Input.Description", "Router"), ("Input.Value", "10")];
        BillingApp.Refused(
            await app.Admin.SubmitAsync(await PageAsync(contract), "button[formaction*=Add]", [.. good.Where(one => one.Item1 != $"Input.{field}"), ($"Input.{field}", typed)]), said);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.contract_item where contract_id = $1", contract));
    }

    [Theory]
    [InlineData("discount_percent", "Value", "100,01", "Valor: 100,01 % es más que el 100 %.")]
    [InlineData("one_off", "Periods", "2", "Cuántas veces: 2 no va con un cargo por única vez; dejalo vacío.")]
    [InlineData("discount_amount", "Every", "12", "Cada cuántos períodos: 12 vale solo para lo recurrente; dejalo vacío.")]
    public async Task A_field_that_does_not_go_with_the_kind_says_so(string kind, string field, string typed, string said)
    {
        var (_, contract) = await BilledAsync("Mal tipo");
        (string, string?)[] good = [("Input.Kind", kind), ("Input.Description", "Algo"), ("Input.Value", "10")];
        BillingApp.Refused(
            await app.Admin.SubmitAsync(await PageAsync(contract), "button[formaction*=Add]", [.. good.Where(one => one.Item1 != $"Input.{field}"), ($"Input.{field}", typed)]), said);
    }

    [Fact]
    [Trait("rule", "BIL-32")]
    [Trait("rule", "PANEL-08")]
    public async Task A_waiting_surcharge_is_taken_away_and_the_history_says_so()
    {
        var (client, contract) = await BilledAsync("Recargada");
        await app.ChargeAsync(client, 100m);
        var invoice = (await app.InvoicesAsync(client))[0];
        await app.Database.RunAsync(
            """
            insert into billing.contract_item (contract_id, client_id, kind, description, value, periods, from_date, invoice_id, created_at)
            values ($1, $2, 'surcharge', 'Recargo', 12.5, 1, '2026-01-01', $3, now())
            """, contract, client, invoice);
        var page = await PageAsync(contract);
        Assert.Equal(["12,50"], page.Texts("section[aria-labelledby=surcharges] td.num"));
        Assert.Matches("^X 00003-[0-9]{8}$", page.Texts("section[aria-labelledby=surcharges] td[data-label='Por pagar tarde']")[0]);

        Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(page, "section[aria-labelledby=surcharges] form")).Status);

        Assert.Null((await PageAsync(contract)).Document.QuerySelector("section[aria-labelledby=surcharges]"));
        var history = (await app.Admin.GetAsync($"/clients/{client}/history")).Text;
        foreach (var said in new[] { "Cargo o descuento: detalle", "Recargo", "12,50", "Cargo o descuento: sacado" }) Assert.Contains(said, history, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "BIL-03")]
    public async Task A_contract_with_a_profile_of_its_own_is_due_by_it()
    {
        var (client, contract) = await BilledAsync("Perfilada");
        var profile = await app.Database.ValueAsync<Guid>("insert into billing.profile (name, first_due_days, second_due_days) values ($1, 5, 7) returning id", BillingApp.Unique("Comercio"));
        BillingApp.Refused(
            await app.Admin.SubmitAsync(await PageAsync(contract), "button[formaction*=Profile]", ("Input.ProfileId", $"{client}")),
            $"Perfil: «{client}» no está en la lista; elegí uno de ella.");

        await app.Admin.SubmitAsync(await PageAsync(contract), "button[formaction*=Profile]", ("Input.ProfileId", $"{profile}"));
        await app.RunAsync();

        Assert.Equal("5 7", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', first_due_date - issued_on, second_due_date - issued_on) from billing.invoice where contract_id = $1", contract));
        await app.Admin.SubmitAsync(await PageAsync(contract), "button[formaction*=Profile]", ("Input.ProfileId", ""));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.contract_profile where id = $1", contract));
    }

    [Fact]
    [Trait("case", "ask 18")]
    public async Task The_next_period_is_left_out_and_the_one_after_is_billed()
    {
        var client = await app.BilledAsync("Salteada", new DateOnly(2027, 3, 10), 10);
        var contract = await app.ContractAsync(client, new DateOnly(2027, 3, 10));
        var page = await PageAsync(contract);
        Assert.Contains("Del 10/3/2027 al 9/4/2027; se factura el 10/3/2027.", page.Text, StringComparison.Ordinal);
        BillingApp.Refused(await app.Admin.SubmitAsync(page, "button[formaction*=Skip]", ("Input.Reason", " ")), "Motivo: escribí por qué no se factura.");

        await app.Admin.SubmitAsync(page, "button[formaction*=Skip]", ("Input.Reason", "De vacaciones"));

        Assert.Equal("2027-03-10 2027-04-09 nothing", await app.Database.ValueAsync<string>("select concat_ws(' ', period_from, period_to, outcome) from billing.period where contract_id = $1", contract));
        // The same form again is about a period that is next no more.
        BillingApp.Refused(await app.Admin.SubmitAsync(page, "button[formaction*=Skip]", ("Input.Reason", "De vacaciones")), "Alguien lo cambió o ya no está: volvé a abrirlo.");
        var preview = await app.Admin.GetAsync($"/billing/preview?contract={contract}&day=2027-04-10");
        Assert.EndsWith("10/4/2027 – 9/5/2027", preview.Texts("details.preview summary > span")[0], StringComparison.Ordinal);
        Assert.Contains("De vacaciones", (await app.Admin.GetAsync($"/clients/{client}/history")).Text, StringComparison.Ordinal);

        await app.Admin.SubmitAsync(await PageAsync(contract), "form[action*=UndoSkip]");
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.period where contract_id = $1", contract));
        Assert.Contains("Del 10/3/2027 al 9/4/2027; se factura el 10/3/2027.", (await PageAsync(contract)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "BIL-21")]
    public async Task A_plan_changed_now_is_settled_by_days_in_the_next_invoice()
    {
        var (contract, to, of) = await ChangedAsync("Cambia", oldDay: 100, newDay: 250);
        Assert.Null((await PageAsync(await ContractAsync("Sin cambio"))).Document.QuerySelector("section[aria-labelledby=change]"));

        // Five days left: 5 × 250 for the new plan, 5 × 100 back of the old one.
        var page = await app.Admin.GetAsync($"/billing/contract/{contract}?day={to.AddDays(-4):yyyy-MM-dd}");
        Assert.Equal(["1.250,00", "-500,00", "750,00"], page.Texts("section[aria-labelledby=change] td.num"));
        Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(page, "button[formaction*=Adjust]")).Status);
        Assert.Equal(422, (int)(await app.Admin.SubmitAsync(page, "button[formaction*=Adjust]")).Status);

        var preview = await app.Admin.GetAsync($"/billing/preview?contract={contract}&day={to.AddDays(1):yyyy-MM-dd}");
        string[] amounts = [.. new[] { 250m * of, 1250m, -500m }.Select(Shown)];
        Assert.Equal(amounts, preview.Texts("tbody td[data-label=Importe]"));
        Assert.Equal([Shown((250m * of) + 750m)], preview.Texts("tfoot td.num:nth-of-type(1)"));

        // Taken away as a pair, it can be settled again.
        await app.Admin.SubmitAsync(await PageAsync(contract), "section[aria-labelledby=extras] form");
        page = await PageAsync(contract);
        Assert.Null(page.Document.QuerySelector("section[aria-labelledby=extras] tbody"));
        Assert.NotNull(page.Document.QuerySelector("button[formaction*=Adjust]"));
    }

    [Fact]
    [Trait("rule", "BIL-21")]
    [Trait("rule", "BIL-31")]
    public async Task A_credit_that_the_next_invoice_cannot_bear_is_not_taken_off_it()
    {
        var (contract, to, of) = await ChangedAsync("Baja", oldDay: 100, newDay: 1);
        var page = await app.Admin.GetAsync($"/billing/contract/{contract}?day={to.AddDays(1 - of):yyyy-MM-dd}");

        Assert.Equal([$"Hay que descontar {Shown(100m * of)} y la próxima factura solo tiene {Shown(2m * of)}: el resto se perdería. Hacé una nota de crédito por lo que no se usó. Ver la factura"], page.Texts("section[aria-labelledby=change] .note"));
        Assert.Null(page.Document.QuerySelector("button[formaction*=Adjust]"));
    }

    [Theory]
    [Trait("rule", "BIL-21")]
    [InlineData("ayer", "Desde: «ayer» no es una fecha.")]
    [InlineData("2020-01-01", "Desde: 1/1/2020 está fuera de lo que se puede ajustar")]
    public async Task A_wrong_day_of_change_says_what_is_wrong(string day, string said)
    {
        var (contract, _, _) = await ChangedAsync("Mal día", oldDay: 100, newDay: 250);
        Assert.StartsWith(said, (await app.Admin.GetAsync($"/billing/contract/{contract}?day={day}")).Texts("section[aria-labelledby=change] .note")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clients_card_leads_to_the_contract()
    {
        var (client, contract) = await BilledAsync("Tarjeta");
        Assert.NotNull((await app.Admin.GetAsync($"/billing/of/{client}")).Document.QuerySelector($"a[href='/billing/contract/{contract}']"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync($"/billing/contract/{client}")).Status);
    }

    [Fact]
    public async Task The_page_speaks_English()
    {
        var (_, contract) = await BilledAsync("English");
        var reader = await app.Wisp.SignInAsync("clients.view", "billing.edit", "account.view");
        var page = await reader.GetAsync($"/billing/contract/{contract}");
        await reader.SubmitAsync(page, "form[action='/language']", ("language", "en"));

        page = await reader.SubmitAsync(await reader.GetAsync($"/billing/contract/{contract}"), "button[formaction*=Add]", ("Input.Value", "x"));

        BillingApp.Refused(
            page, "Value: “x” is not a number greater than zero like 50 or 15,000.50.", "Description: write what the invoice will say.");
        Assert.Contains("What is billed besides the plan", page.Texts("main h2"));
    }

    [Fact]
    public async Task Without_the_permission_the_page_is_closed_and_the_card_does_not_lead_there()
    {
        var (client, contract) = await BilledAsync("Cerrada");
        var reader = await app.Wisp.SignInAsync("clients.view", "account.view");
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync($"/billing/contract/{contract}")).Status);
        Assert.Null((await reader.GetAsync($"/billing/of/{client}")).Document.QuerySelector($"a[href='/billing/contract/{contract}']"));
    }

    /// <summary>A contract that was billed for the period in course with a plan of so much a day, and has another plan since.</summary>
    private async Task<(Guid Contract, DateOnly To, int Of)> ChangedAsync(string name, decimal oldDay, decimal newDay)
    {
        var start = Start(await app.TodayAsync());
        var of = start.AddMonths(1).DayNumber - start.DayNumber;
        var client = await app.BilledAsync(name, start, (short)start.Day);
        var contract = await app.ContractAsync(client, start, plan: await app.PlanAsync(BillingApp.Unique("Viejo"), oldDay * of));
        await app.RunAsync();
        await app.Database.RunAsync("update network.contract set plan_id = $2 where id = $1", contract, await app.PlanAsync(BillingApp.Unique("Nuevo"), newDay * of));
        return (contract, start.AddMonths(1).AddDays(-1), of);
    }

    private async Task<(Guid Client, Guid Contract)> BilledAsync(string name)
    {
        var start = Start(await app.TodayAsync());
        var client = await app.BilledAsync(name, start, (short)start.Day);
        return (client, await app.ContractAsync(client, start));
    }

    private async Task<Guid> ContractAsync(string name) => (await BilledAsync(name)).Contract;

    private async Task AddAsync(Guid contract, params (string Name, string? Value)[] typed)
    {
        var answer = await app.Admin.SubmitAsync(await PageAsync(contract), "button[formaction*=Add]", [.. typed.Select(one => ($"Input.{one.Name}", one.Value))]);
        Assert.Equal([], answer.Texts(".error-summary li"));
    }

    private Task<Page> PageAsync(Guid contract) => app.Admin.GetAsync($"/billing/contract/{contract}");

    private static string Shown(decimal amount) => amount.ToString("N2", CultureInfo.GetCultureInfo("es-AR"));

    // The last day, today if possible, that is a cycle day: a period begins on it.
    private static DateOnly Start(DateOnly today) => today.AddDays(Math.Min(28 - today.Day, 0));
}
