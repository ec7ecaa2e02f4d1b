using System.Net;

namespace Wisp.Billing.Tests.Parameters;

/// <summary>Taxes, methods, profiles and periods.</summary>
[Collection(ScreenTests.Name)]
public sealed class SettingsTests(BillingApp app)
{
    [Fact]
    public async Task A_tax_begins_from_the_countrys_template()
    {
        var page = await app.Admin.GetAsync("/billing/taxes/edit");
        Assert.Equal(["IVA 21 %", "IVA 27 %", "IVA 10,5 %"], page.Texts(".templates a").Take(3));
        var perception = page.Document.QuerySelectorAll(".templates a").Single(link => link.TextContent == "Percepción de IIBB").GetAttribute("href")!;
        var name = BillingApp.Unique("IIBB Buenos Aires ");

        Assert.Equal("/billing/taxes", (await app.Admin.SubmitAsync(await app.Admin.GetAsync(perception), "form.form", ("Input.Name", name), ("Input.Rate", "3,5"))).Location);

        Assert.Equal("perception 3.5000 AR 7 false", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', kind, rate, country, authority_code, included_in_price::text) from billing.tax where name = $1", name.Trim()));
        Assert.Equal(["IVA tasa básica 22 %", "IVA tasa mínima 10 %", "IVA 0 %"], (await app.Admin.GetAsync("/billing/taxes/edit?country=UY")).Texts(".templates a"));
    }

    [Theory]
    [InlineData("Rate", "21,00001", "Tasa: «21,00001» no es un porcentaje de 0 a 100 con hasta cuatro decimales, como 10,5.")]
    [InlineData("Rate", "-1", "Tasa: «-1» no es un porcentaje de 0 a 100 con hasta cuatro decimales, como 10,5.")]
    [InlineData("Rate", "100.5", "Tasa: «100.5» no es un porcentaje de 0 a 100 con hasta cuatro decimales, como 10,5.")]
    [InlineData("Kind", "iva", "Clase: elegí una de la lista.")]
    [InlineData("Code", "a b", "Código: «a b» va sin espacios, con hasta 20 letras, números, puntos y guiones.")]
    [InlineData("Name", "", "Nombre: escribilo.")]
    [InlineData("Name", "iva 21 %", "Nombre: ya hay un impuesto que se llama «iva 21 %», sin mirar mayúsculas ni tildes.")]
    public async Task A_wrong_tax_says_what_is_wrong(string field, string typed, string said)
    {
        (string, string?)[] right = [("Input.Name", BillingApp.Unique("Mal")), ("Input.Rate", "1")];
        var page = await app.Admin.GetAsync("/billing/taxes/edit");
        BillingApp.Refused(await app.Admin.SubmitAsync(page, "form.form", [.. right.Where(one => one.Item1 != $"Input.{field}"), ($"Input.{field}", typed)]), said);
    }

    [Fact]
    public async Task A_tax_on_an_issued_invoice_is_archived_not_edited()
    {
        var tax = await app.TaxAsync(BillingApp.Unique("Usado"), "other", 1m, included: false);
        var page = await app.Admin.GetAsync($"/billing/taxes/edit/{tax}");
        await app.IssuedAsync(app.Fantasy, tax);

        BillingApp.Refused(await app.Admin.SubmitAsync(page, "form.form", ("Input.Rate", "2")), "Ya está en una factura emitida: no se cambia. Archivalo y hacé otro.");

        Assert.Null((await app.Admin.GetAsync($"/billing/taxes/edit/{tax}")).Document.QuerySelector("[data-submit-once]"));
        Assert.Equal("/billing/taxes", (await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/taxes"), $"button[formaction*='{tax}']")).Location);
    }

    [Fact]
    public async Task Built_in_methods_are_named_by_language_and_ones_own_by_its_name()
    {
        var list = await app.Admin.GetAsync("/billing/methods");
        Assert.Superset(
            new HashSet<string>(["Efectivo", "Transferencia bancaria", "Tarjeta de débito", "Tarjeta de crédito", "Débito automático", "Pasarela de pago", "Otro"]),
            list.Texts("tbody .col-name").ToHashSet());
        var transfer = await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'transfer'");
        var form = await app.Admin.GetAsync($"/billing/methods/edit/{transfer}");
        Assert.Null(form.Document.QuerySelector("[name='Input.Name']"));
        Assert.Equal("/billing/methods", (await app.Admin.SubmitAsync(form, "form.form", ("Input.NeedsReference", "true"))).Location);
        Assert.True(await app.Database.ValueAsync<bool>("select needs_reference and name is null from billing.payment_method where id = $1", transfer));

        var name = BillingApp.Unique("Billetera");
        Assert.Equal("/billing/methods", (await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/methods/edit"), "form.form", ("Input.Name", name))).Location);
        BillingApp.Refused(
            await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/methods/edit"), "form.form", ("Input.Name", name.ToUpperInvariant())),
            $"Nombre: ya hay un método que se llama «{name.ToUpperInvariant()}», sin mirar mayúsculas ni tildes.");
    }

    [Fact]
    public async Task A_profile_has_its_own_due_dates_and_late_policy()
    {
        var name = BillingApp.Unique("Comercios");
        var page = await app.Admin.GetAsync("/billing/profiles/edit");
        BillingApp.Refused(
            await app.Admin.SubmitAsync(page, "form.form", ("Input.Name", name), ("Input.FirstDue", "21")), "Segundo vencimiento: 20 días es antes que el primero, 21.");
        BillingApp.Refused(await app.Admin.SubmitAsync(page, "form.form", ("Input.Name", name), ("Input.Cut", "366")), "Corte: «366» no es un número de días de 0 a 365.");
        BillingApp.Refused(
            await app.Admin.SubmitAsync(page, "form.form", ("Input.Name", name), ("Input.SurchargeKind", "percent"), ("Input.SurchargeValue", "0")),
            "Valor del recargo: «0» no es un porcentaje mayor que 0 y hasta 100.");

        Assert.Equal("/billing/profiles", (await app.Admin.SubmitAsync(
            page, "form.form", ("Input.Name", name), ("Input.FirstDue", "5"), ("Input.SecondDue", "9"), ("Input.Alert", "1"), ("Input.Cut", "2"),
            ("Input.SurchargeKind", "amount"), ("Input.SurchargeValue", "1.500,50"))).Location);

        Assert.Equal("5 9 1 2 amount 1500.5000", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', first_due_days, second_due_days, alert_days, cut_days, surcharge_kind, surcharge_value) from billing.profile where name = $1", name));
    }

    [Theory]
    [InlineData("CycleDay", "29", "El ciclo comienza el día: «29» no es un día de 1 a 28.")]
    [InlineData("Offset", "-28", "Emisión: «-28» no es un número de días de -27 a 27.")]
    [InlineData("RunHour", "24", "Hora de la corrida: «24» no es una hora de 0 a 23.")]
    [InlineData("MinimumDebt", "15.000", "Deuda mínima: «15.000» no es un importe como 15000 o 15.000,50.")]
    [InlineData("NoCutDays", "2026-12-25\n31/02/2027", "Fechas sin cortes, renglón 2: «31/02/2027» no es una fecha.")]
    [InlineData("PromiseLimit", "91", "Promesas por contrato: «91» no es un número de 0 a 90.")]
    [InlineData("PromiseDays", "0", "Promesa más larga: «0» no es un número de días de 1 a 90.")]
    [InlineData("OddPercent", "0", "Revisar importes: «0» no es un porcentaje de 1 a 1000.")]
    [InlineData("Mode", "", "Se factura: elegí por adelantado o vencido.")]
    [InlineData("Due.SecondDue", "9", "Segundo vencimiento: 9 días es antes que el primero, 10.")]
    public async Task A_wrong_period_says_what_is_wrong(string field, string typed, string said) =>
        BillingApp.Refused(await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/period"), "form.form", ($"Input.{field}", typed)), said);

    [Fact]
    [Trait("rule", "BIL-02")]
    [Trait("rule", "BIL-03")]
    public async Task Periods_are_saved_with_the_due_dates_of_contracts_without_a_profile()
    {
        var before = await app.Admin.GetAsync("/billing/period");
        var saved = await app.Admin.SubmitAsync(
            before, "form.form", ("Input.CycleDay", "10"), ("Input.Mode", "arrears"), ("Input.Offset", "-2"), ("Input.RunHour", "4"), ("Input.MinimumDebt", "1.500,50"),
            ("Input.NoCutWeekdays", "7"), ("Input.NoCutWeekdays", "6"), ("Input.NoCutDays", "25/12/2026\n2026-05-25"), ("Input.Due.FirstDue", "7"), ("Input.Due.SecondDue", "14"));
        Assert.Equal("/billing/period", saved.Location);

        Assert.Equal("10 arrears -2 4 1500.50 {6,7} {2026-05-25,2026-12-25}", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', cycle_start_day, billing_mode, issue_offset_days, run_hour, minimum_debt, no_cut_weekdays, no_cut_days) from billing.settings"));
        Assert.Equal("7 14", await app.Database.ValueAsync<string>("select concat_ws(' ', first_due_days, second_due_days) from billing.profile where name is null"));
        // Of two who save at once the second is told.
        BillingApp.Refused(await app.Admin.SubmitAsync(before, "form.form", ("Input.CycleDay", "5")), "Alguien lo cambió mientras lo mirabas. Volvé a abrirlo y probá de nuevo.");

        await app.Admin.SubmitAsync(
            await app.Admin.GetAsync("/billing/period"), "form.form", ("Input.CycleDay", "1"), ("Input.Mode", "advance"), ("Input.Offset", "0"), ("Input.RunHour", "3"),
            ("Input.MinimumDebt", "0"), ("Input.NoCutWeekdays", null), ("Input.NoCutDays", ""), ("Input.Due.FirstDue", "10"), ("Input.Due.SecondDue", "20"));
        Assert.Equal("1 advance 0", await app.Database.ValueAsync<string>("select concat_ws(' ', cycle_start_day, billing_mode, issue_offset_days) from billing.settings"));
    }

    [Fact]
    [Trait("rule", "BIL-01")]
    [Trait("rule", "BIL-20")]
    public async Task The_sample_says_what_the_settings_mean()
    {
        // A service that starts ten days after the first of a month pays the rest of that month, and then whole ones.
        var page = await app.Admin.GetAsync("/billing/period");
        var start = await FirstAsync();
        var last = start.AddMonths(1).AddDays(-1);
        var first = start.AddDays(10);
        Assert.Contains($"Un cliente con ciclo el día 1 y un servicio que comienza el {first:d/M/yyyy}:", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            [$"{last.Day - 10} de {last.Day}", $"{first:d/M/yyyy}", $"{first.AddDays(10):d/M/yyyy}", $"{first.AddDays(20):d/M/yyyy}", $"{first.AddDays(11):d/M/yyyy}", $"{first.AddDays(21):d/M/yyyy}"],
            page.Document.QuerySelectorAll("#sample tbody tr")[0].QuerySelectorAll("td").Select(cell => cell.TextContent));

        async Task<DateOnly> FirstAsync()
        {
            var today = await app.Database.ValueAsync<DateOnly>("select (now() at time zone 'America/Argentina/Buenos_Aires')::date");
            return today.Day == 1 ? today : new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        }
    }

    [Fact]
    public async Task Whoever_lacks_the_permission_saves_nothing()
    {
        using var other = await app.Wisp.SignInAsync(await Accounts.MakeAsync(app.Database, "clients.view", "billing.edit"));
        Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync("/billing/period")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync("/billing/taxes/edit")).Status);
    }
}
