using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.Billing.Tests.ClientBilling;

[Collection(ScreenTests.Name)]
public sealed class TabTests(BillingApp app)
{
    private (string, string?)[] Fantasy => [("firm", $"{app.Fantasy}"), ("condition", "fantasy"), ("kind", "X")];

    private (string, string?)[] Final => [("firm", $"{app.Registered}"), ("condition", "5"), ("kind", "B"), ("taxes", $"{app.Vat}")];

    [Fact]
    [Trait("rule", "FBIL-01")]
    [Trait("rule", "FBIL-02")]
    public async Task The_tab_is_there_on_create_and_edit_and_shows_its_switch_first()
    {
        foreach (var url in new[] { "/clients/new", $"/clients/{await app.ClientAsync("Con pestaña")}/edit" })
        {
            var page = await app.Admin.GetAsync(url);
            Assert.Contains("Facturación", page.Texts(".tab-choice span"));
            var pane = page.Document.GetElementById("tab-billing.client")!;
            var first = pane.QuerySelector("input:not([type=hidden]), select, textarea")!;
            Assert.Equal("billing.client.enabled", first.Id);
            Assert.False(first.HasAttribute("checked"));
            // All else stands in what the style sheet shows while the switch is on.
            Assert.All(pane.QuerySelectorAll("input:not([type=hidden]), select, textarea").Skip(1), control => Assert.NotNull(control.Closest(".billing-on")));
        }
    }

    [Fact]
    [Trait("rule", "FBIL-13")]
    [Trait("rule", "FBIL-15")]
    [Trait("rule", "FBIL-16")]
    [Trait("rule", "FBIL-17")]
    [Trait("rule", "MAIL-01")]
    [Trait("rule", "MAIL-05")]
    public async Task What_is_typed_is_stored_and_comes_back()
    {
        var iibb = await app.TaxAsync(BillingApp.Unique("IIBB "), "perception", 3m, included: false);
        var cash = await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'cash'");
        var client = BillingForms.IdOf(await app.SaveBillingAsync(
            null, ("firm", $"{app.Registered}"), ("condition", "1"), ("kind", "A"), ("taxpayer", " 30-50001091-2 "), ("report_after_payment", "true"), ("automatic_state", "false"),
            ("taxes", $"{app.Vat}"), ("taxes", $"{iibb}"), ("taxes", $"{iibb}"), ("method", $"{cash}"), ("email_on_payment", "false"), ("email_on_invoice", "true"),
            ("notify_emails", " ana@example.com , LUIS@example.com,Ana@example.com")));

        Assert.Equal(
            $"t 1 A 1 f 30500010912 t f {{{app.Vat},{iibb}}} {cash} t f ana@example.com,LUIS@example.com",
            await app.StoredAsync(client, "enabled, vat_condition, invoice_kind, cycle_start_day, cycle_overridden, taxpayer_id, report_after_payment, automatic_state, tax_ids, payment_method_id, email_on_invoice, email_on_payment, notify_emails"));
        var page = await app.Admin.GetAsync($"/clients/{client}/edit");
        Assert.Equal("30-50001091-2", page.Document.QuerySelector("[id='billing.client.taxpayer']")!.GetAttribute("value"));
        Assert.Equal("CUIT / CUIL / CDI", page.Texts("label[for='billing.client.taxpayer']").Single());
        Assert.Equal("ana@example.com,LUIS@example.com", page.Document.QuerySelector("[id='billing.client.notify_emails']")!.TextContent.Trim());

        // Saved as it opens, nothing is written.
        BillingForms.IdOf(await app.Admin.SubmitAsync(page, "form.form"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.audit where subject_id = $1 and schema_name = 'billing' and action = 'U'", client));
    }

    [Fact]
    [Trait("rule", "FBIL-03")]
    public async Task Switched_on_it_wants_all_that_an_invoice_needs()
    {
        BillingApp.Refused(await app.SaveBillingAsync(null, ("firm", ""), ("cycle_day", "")), "Razón social: elegí con cuál se le factura.", "El ciclo de facturación comienza el día: escribí un día de 1 a 28.");
        BillingApp.Refused(await app.SaveBillingAsync(null, [.. Fantasy, ("cycle_day", "29")]), "El ciclo de facturación comienza el día: escribí un día de 1 a 28.");
        BillingApp.Refused(await app.SaveBillingAsync(null, ("firm", $"{app.Registered}"), ("condition", "")), "Condición impositiva: elegí una.");
        BillingApp.Refused(
            await app.SaveBillingAsync(null, ("firm", $"{app.Registered}"), ("condition", "1"), ("kind", "A"), ("taxes", $"{app.Vat}")),
            "Número de identificación tributaria: escribilo: la condición «IVA Responsable Inscripto» lo necesita.");
        BillingApp.Refused(await app.SaveBillingAsync(null, ("firm", $"{app.Registered}"), ("condition", "5"), ("kind", "B")), "Impuestos: la Factura B discrimina IVA: agregá al menos un IVA.");
        // Off, nothing is asked and nothing is written.
        var off = BillingForms.IdOf(await app.SaveTabAsync(null, ("cycle_day", "99"), ("notify_emails", ";")));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from billing.client where id = $1", off));
    }

    [Theory]
    [InlineData("20-26756539-2", "Número de identificación tributaria: CUIT: en «20-26756539-2» el dígito verificador no corresponde.")]
    [InlineData("33-69345023-9", "Número de identificación tributaria: «33-69345023-9» es el de la razón social que factura, Red del Sur SRL.")]
    [InlineData("20-1234567-8", "Número de identificación tributaria: CUIT: «20-1234567-8» no tiene los caracteres que lleva uno de AR.")]
    [Trait("rule", "FBIL-17")]
    public async Task A_tax_number_that_cannot_be_is_refused(string typed, string said)
    {
        BillingApp.Refused(await app.SaveBillingAsync(null, [.. Final, ("taxpayer", typed)]), said);
        // And told as soon as it is typed.
        var part = await app.Admin.GetPartAsync($"/billing/client-form?billing.client.firm={app.Registered}&billing.client.condition=5&billing.client.taxpayer={typed}");
        if (!said.Contains("razón social", StringComparison.Ordinal)) Assert.Contains(said.Split(": ", 2)[1], part.Texts(".field-error"));
    }

    [Fact]
    [Trait("rule", "FBIL-17")]
    public async Task A_doubtful_tax_number_is_told_and_kept()
    {
        var firm = await app.FirmOfAsync("MX", "601");
        var vat = await app.TaxAsync(BillingApp.Unique("IVA MX "), "vat", 16m, included: true);
        var part = await app.Admin.GetPartAsync($"/billing/client-form?billing.client.firm={firm}&billing.client.condition=601&billing.client.taxpayer=VACE460910SX6");
        Assert.Equal(["Puede estar mal, revisalo: RFC: en «VACE460910SX6» el dígito verificador no corresponde."], part.Texts(".field-error"));

        var client = BillingForms.IdOf(await app.SaveBillingAsync(null, ("firm", $"{firm}"), ("condition", "601"), ("kind", "F"), ("taxpayer", "vace-460910-sx6"), ("taxes", $"{vat}")));
        Assert.Equal("VACE460910SX6", await app.StoredAsync(client, "taxpayer_id"));
    }

    [Fact]
    [Trait("rule", "FBIL-14")]
    [Trait("rule", "SRCH-10")]
    public async Task A_day_of_its_own_is_warned_of_and_marked()
    {
        var part = await app.Admin.GetPartAsync($"/billing/client-form?billing.client.firm={app.Fantasy}&billing.client.cycle_day=12");
        var warning = part.Document.QuerySelector(".note-warn")!;
        Assert.Contains("la búsqueda por día de facturación ya no encuentra a este cliente", warning.TextContent, StringComparison.Ordinal);
        Assert.Equal("/billing/period", warning.QuerySelector("a")!.GetAttribute("href"));
        Assert.Null((await app.Admin.GetPartAsync($"/billing/client-form?billing.client.firm={app.Fantasy}&billing.client.cycle_day=1")).Document.QuerySelector(".note-warn"));

        var own = BillingForms.IdOf(await app.SaveBillingAsync(null, [.. Fantasy, ("cycle_day", "12")]));
        Assert.Equal("12 t", await app.StoredAsync(own, "cycle_start_day, cycle_overridden"));
        // Back at the usual day it is found again.
        BillingForms.IdOf(await app.SaveBillingAsync(own, ("cycle_day", "1")));
        Assert.Equal("1 f", await app.StoredAsync(own, "cycle_start_day, cycle_overridden"));
    }

    [Fact]
    [Trait("rule", "FBIL-19")]
    public async Task Switched_on_it_is_billed_from_the_next_cycle_or_from_today()
    {
        var today = await app.Database.ValueAsync<DateOnly>("select (now() at time zone 'America/Argentina/Buenos_Aires')::date");
        var tomorrow = today.AddDays(1);
        // A cycle that starts today, one that starts tomorrow, one that started yesterday.
        if (today.Day <= 28) Assert.Equal(await FromAsync(today.Day), today);
        if (tomorrow.Day <= 28) Assert.Equal(await FromAsync(tomorrow.Day), tomorrow);
        var yesterday = today.AddDays(-1);
        if (yesterday.Day <= 28) Assert.Equal(await FromAsync(yesterday.Day), yesterday.AddMonths(1));
        Assert.Equal(await FromAsync(yesterday.Day > 28 ? 5 : yesterday.Day, ("from_today", "true")), today);

        async Task<DateOnly> FromAsync(int day, params (string, string?)[] more)
        {
            var client = BillingForms.IdOf(await app.SaveBillingAsync(null, [.. Fantasy, ("cycle_day", $"{day}"), .. more]));
            Assert.Equal(today, await app.Database.ValueAsync<DateOnly>("select enabled_on from billing.client where id = $1", client));
            return await app.Database.ValueAsync<DateOnly>("select first_from from billing.client where id = $1", client);
        }
    }

    [Fact]
    [Trait("rule", "INV-B1")]
    public async Task Switched_off_its_fields_are_kept_and_come_back_with_it()
    {
        var client = BillingForms.IdOf(await app.SaveBillingAsync(null, [.. Final, ("cycle_day", "7"), ("notify_emails", "a@example.com")]));
        await app.Database.RunAsync("update billing.client set enabled_on = '2026-01-02', first_from = '2026-01-07' where id = $1", client);

        BillingForms.IdOf(await app.SaveTabAsync(client, ("enabled", "false"), ("notify_emails", "otra@example.com"), ("cycle_day", "")));
        Assert.Equal("f B 7 a@example.com 2026-01-02", await app.StoredAsync(client, "enabled, invoice_kind, cycle_start_day, notify_emails, enabled_on"));

        BillingForms.IdOf(await app.SaveBillingAsync(client));
        Assert.Equal("t B 7 a@example.com t", await app.StoredAsync(client, "enabled, invoice_kind, cycle_start_day, notify_emails, enabled_on > '2026-01-02'"));
    }

    [Theory]
    [InlineData("a@example.com;b@example.com", "separá las direcciones con una coma, no con punto y coma.")]
    [InlineData("a@example.com b@example.com", "en «a@example.com b@example.com» hay un espacio: separá las direcciones con una coma.")]
    [InlineData("a@example.com\nb@example.com", "escribí todas en un renglón, separadas con comas.")]
    [InlineData("a@example.com,,b@example.com", "hay una coma de más: falta una dirección.")]
    [InlineData("a@example.com,", "hay una coma de más: falta una dirección.")]
    [InlineData("ana", "«ana» no es una dirección como ana@example.com.")]
    [Trait("rule", "MAIL-06")]
    public async Task A_wrong_list_of_addresses_says_what_is_wrong(string typed, string said) =>
        BillingApp.Refused(await app.SaveBillingAsync(null, [.. Fantasy, ("notify_emails", typed)]), $"Emails a notificar: {said}");

    [Fact]
    [Trait("rule", "MAIL-06")]
    [Trait("rule", "MAIL-07")]
    [Trait("rule", "MAIL-08")]
    public async Task The_list_drops_repeats_and_the_main_address_and_may_be_another_clients()
    {
        var shared = BillingApp.Unique("compartida") + "@example.com";
        await app.ClientAsync("Con ese correo", shared);
        var form = await app.Admin.GetAsync("/clients/new");
        var saved = await app.Admin.SubmitAsync(
            form, "form.form", ("KindPerson", "Other"), ("Name", BillingApp.Unique("Lista ")), ("Email", $"1{shared}"), ("billing.client.enabled", "true"),
            ("billing.client.firm", $"{app.Fantasy}"), ("billing.client.condition", "fantasy"), ("billing.client.kind", "X"),
            ("billing.client.notify_emails", $"{shared}, 1{shared.ToUpperInvariant()} ,{shared.ToUpperInvariant()}"));

        Assert.Equal(shared, await app.StoredAsync(BillingForms.IdOf(saved), "notify_emails"));
    }

    [Theory]
    [InlineData("5", null, 21)]
    [InlineData("4", null, 21)]
    [InlineData("7", null, 21)]
    [InlineData("15", null, 21)]
    [InlineData("1", "yes", 21)]
    [InlineData("1", "no", 27)]
    [InlineData("16", "no", 27)]
    [InlineData("1", null, 0)]
    [InlineData("10", null, 0)]
    public async Task A_rate_is_proposed_by_who_is_billed(string condition, string? dwelling, int rate)
    {
        var other = await app.Database.ValueAsync<Guid?>("select id from billing.tax where kind = 'vat' and rate = 27") ?? await app.TaxAsync("IVA 27 %", "vat", 27m, included: true);
        var part = await app.Admin.GetPartAsync($"/billing/client-form?billing.client.firm={app.Registered}&billing.client.condition={condition}&billing.client.dwelling={dwelling}");

        Assert.Equal(rate == 0 ? [] : [$"Wisp propone IVA {rate} %. Decidí con tu contador."], part.Texts(".block > .field-hint").Where(text => text.StartsWith("Wisp propone", StringComparison.Ordinal)));
        Assert.Equal(
            rate switch { 21 => [$"{app.Vat}"], 27 => [$"{other}"], _ => [] },
            part.Document.QuerySelectorAll("[name='billing.client.taxes'][checked]").Select(box => box.GetAttribute("value")));
        Assert.Equal(condition is "1" or "16", part.Document.QuerySelector("[name='billing.client.dwelling']") is not null);
    }

    [Fact]
    public async Task Of_two_who_save_at_once_the_second_is_told_and_an_archived_firm_stays_where_it_is()
    {
        var client = BillingForms.IdOf(await app.SaveBillingAsync(null, [.. Fantasy, ("cycle_day", "3")]));
        var (mine, yours) = (await app.Admin.GetAsync($"/clients/{client}/edit"), await app.Admin.GetAsync($"/clients/{client}/edit"));
        BillingForms.IdOf(await app.Admin.SubmitAsync(mine, "form.form", ("billing.client.cycle_day", "4")));

        BillingApp.Refused(
            await app.Admin.SubmitAsync(yours, "form.form", ("billing.client.cycle_day", "5")),
            "Facturación habilitada: alguien cambió la facturación de este cliente mientras la mirabas. Volvé a abrirlo y probá de nuevo.");
        Assert.Equal("4", await app.StoredAsync(client, "cycle_start_day"));

        var firm = await app.FirmAsync(BillingApp.Unique("Vieja "), isFantasy: true);
        await app.Database.RunAsync("update billing.client set firm_id = $1 where id = $2", firm, client);
        await app.Database.RunAsync("update billing.firm set archived_at = now() where id = $1", firm);
        BillingForms.IdOf(await app.SaveBillingAsync(client, ("cycle_day", "6")));
        BillingApp.Refused(await app.SaveBillingAsync(null, ("firm", $"{firm}"), ("condition", "fantasy"), ("kind", "X")), "Razón social: esa razón social ya no se ofrece. Elegí otra.");
    }

    [Fact]
    [Trait("rule", "PANEL-09")]
    public async Task The_history_says_it_in_words()
    {
        var client = BillingForms.IdOf(await app.SaveBillingAsync(null, [.. Fantasy]));
        BillingForms.IdOf(await app.SaveBillingAsync(client, [.. Final]));

        var text = (await app.Admin.GetAsync($"/clients/{client}/history")).Text;

        foreach (var word in new[] { "Razón social", "Red del Sur SRL", "Condición impositiva", "Consumidor Final", "Tipo de factura", "Impuestos", "IVA 21 %", "Facturación habilitada Sí", "ninguno" })
            Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{app.Registered}", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "FBIL-06")]
    public async Task A_client_without_automatic_state_is_left_alone_by_the_system()
    {
        var (manual, automatic) = (await app.BilledAsync("Manual", new DateOnly(2026, 1, 1)), await app.BilledAsync("Automático", new DateOnly(2026, 1, 1)));
        await app.Database.RunAsync("update billing.client set automatic_state = false where id = $1", manual);
        var (left, changed) = (await app.ContractAsync(manual, new DateOnly(2026, 1, 1)), await app.ContractAsync(automatic, new DateOnly(2026, 1, 1)));

        await app.InScopeAsync(async services =>
        {
            var states = services.GetRequiredService<Contracts.Network.IContractStates>();
            await using var transaction = await services.GetRequiredService<Sdk.IWispTransactions>().BeginAsync();
            var answer = await states.RequestAsync(
                transaction,
                new Contracts.Network.ContractStateRequest(
                    Contracts.Network.ContractState.Disabled, Contracts.Network.ContractStateOrigin.System, "mora", [new(left), new(changed)]), default);
            await transaction.CommitAsync();
            return answer;
        });

        Assert.Equal("enabled disabled", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', (select state from network.contract where id = $1), (select state from network.contract where id = $2))", left, changed));
    }

    [Fact]
    public async Task Without_the_permission_the_tab_is_not_there_and_its_data_stay()
    {
        var client = BillingForms.IdOf(await app.SaveBillingAsync(null, [.. Fantasy]));
        using var other = await app.Wisp.SignInAsync(await Accounts.MakeAsync(app.Database, "clients.view", "clients.edit"));
        var form = await other.GetAsync($"/clients/{client}/edit");
        Assert.Null(form.Document.GetElementById("tab-billing.client"));

        BillingForms.IdOf(await other.SubmitAsync(form, "form.form", ("billing.client.enabled", "false"), ("tab", "billing.client"), ("Details", "x")));

        Assert.Equal("t X", await app.StoredAsync(client, "enabled, invoice_kind"));
        Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync("/billing/client-form")).Status);
    }
}
