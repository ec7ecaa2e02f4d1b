namespace Wisp.Billing.Tests.ClientBilling;

/// <summary>Mass updates of how clients are billed, with a worker beside the web process.</summary>
public sealed class BulkTests(BulkApp app) : IClassFixture<BulkApp>
{
    [Fact]
    [Trait("rule", "BULK-03")]
    [Trait("rule", "BULK-04")]
    [Trait("rule", "BULK-06")]
    [Trait("rule", "BULK-07")]
    [Trait("rule", "BULK-08")]
    public async Task Many_are_switched_on_validated_as_in_their_form_and_come_back()
    {
        var word = BillingApp.Unique("Masiva");
        var iibb = await app.TaxAsync(BillingApp.Unique("IIBB "), "perception", 3m, included: false);
        var never = await app.ClientAsync($"{word} Nunca");
        var billed = await app.BilledAsync($"{word} Antes", new DateOnly(2026, 1, 1), cycleDay: 10);
        var needy = await app.BilledAsync($"{word} Sin CUIT", new DateOnly(2026, 1, 1), firm: app.Registered, kind: "A", condition: "1", taxes: app.Vat);

        // Letter and cycle day follow by themselves; one lacks what its standing needs.
        var planned = await app.PlannedAsync(
            $"q={word}", ("billing.enabled", "yes"), ("billing.firm", $"{app.Registered}"), ("billing.tax_add", $"{iibb}"), ("billing.automatic_state", "no"));
        Assert.Contains("Van a cambiar: 0", planned.Text, StringComparison.Ordinal);
        Assert.Contains("Condición impositiva: elegí una.", planned.Text, StringComparison.Ordinal);

        planned = await app.PlannedAsync(
            $"q={word}", ("billing.enabled", "yes"), ("billing.firm", $"{app.Fantasy}"), ("billing.tax_add", $"{iibb}"), ("billing.automatic_state", "no"));
        Assert.Contains("Van a cambiar: 3", planned.Text, StringComparison.Ordinal);
        var done = await app.RunAsync(planned, "3");

        Assert.Equal($"t fantasy X 1 {{{iibb}}} f", await app.StoredAsync(never, "enabled, vat_condition, invoice_kind, cycle_start_day, tax_ids, automatic_state"));
        Assert.Equal($"t fantasy X 10 {{{iibb}}} f", await app.StoredAsync(billed, "enabled, vat_condition, invoice_kind, cycle_start_day, tax_ids, automatic_state"));
        Assert.Equal($"{app.Fantasy} fantasy X {{{app.Vat},{iibb}}}", await app.StoredAsync(needy, "firm_id, vat_condition, invoice_kind, tax_ids"));

        // What a person changed meanwhile stays as that person left it.
        await app.Database.RunAsync("update billing.client set automatic_state = true where id = $1", billed);
        var reverted = await app.RevertAsync(done);
        Assert.Contains("alguien lo cambió después", reverted.Text, StringComparison.Ordinal);
        Assert.Equal("f t", await app.StoredAsync(never, "enabled, automatic_state"));
        Assert.Equal("t X 10 {} t", await app.StoredAsync(billed, "enabled, invoice_kind, cycle_start_day, tax_ids, automatic_state"));
        // That one lacked its tax number before: what would be wrong is left alone and said.
        Assert.Equal($"{app.Fantasy} X", await app.StoredAsync(needy, "firm_id, invoice_kind"));
        Assert.Contains("la condición «IVA Responsable Inscripto» lo necesita", reverted.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "BULK-07")]
    [Trait("rule", "FBIL-14")]
    public async Task A_cycle_day_for_many_is_their_own_and_letters_follow_the_condition()
    {
        var word = BillingApp.Unique("Ciclo");
        var client = await app.BilledAsync($"{word} A", new DateOnly(2026, 1, 1), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        await app.Database.RunAsync("update billing.client set taxpayer_id = '30500010912' where id = $1", client);

        var done = await app.RunAsync(await app.PlannedAsync($"q={word}", ("billing.cycle_day", "15"), ("billing.condition", "1"), ("billing.email_on_payment", "no")), "1");
        Assert.Equal("15 t 1 A f", await app.StoredAsync(client, "cycle_start_day, cycle_overridden, vat_condition, invoice_kind, email_on_payment"));

        await app.RevertAsync(done);
        Assert.Equal("1 f 5 B t", await app.StoredAsync(client, "cycle_start_day, cycle_overridden, vat_condition, invoice_kind, email_on_payment"));
    }

    [Fact]
    [Trait("rule", "EXP-04")]
    [Trait("rule", "EXP-07")]
    public async Task The_export_fills_the_guides_columns()
    {
        var word = BillingApp.Unique("Exporta");
        var billed = await app.BilledAsync($"{word} A", new DateOnly(2026, 1, 1), firm: app.Registered, kind: "A", condition: "1", taxes: app.Vat);
        await app.ClientAsync($"{word} B");
        await app.Database.RunAsync("update billing.client set taxpayer_id = '30500010912' where id = $1", billed);
        await app.Database.RunAsync("insert into billing.account values ($1, -150.5, 0, 150.5, 2)", billed);

        var rows = await app.ExportAsync($"q={word}");

        Assert.Equal(["Sí", "A", "IVA Responsable Inscripto", "30500010912", "2", "150,50"], rows[0][12..18]);
        Assert.Equal(["No", "", "", "", "0", "0,00"], rows[1][12..18]);
    }

    [Fact]
    [Trait("rule", "EXP-04")]
    [Trait("rule", "EXP-08")]
    public async Task The_export_names_the_gateways_of_a_client_with_his_ids()
    {
        var word = BillingApp.Unique("Pasarelas");
        var (both, off) = (await app.ClientAsync($"{word} Ambas"), await app.ClientAsync($"{word} Apagada"));
        await app.Database.RunAsync(
            """
            with made as (insert into billing.gateway (name, kind) values ($3 || ' B', 'hmac'), ($3 || ' A', 'hmac') returning id, name)
            insert into billing.client_gateway (client_id, gateway_id, external_id, enabled, created_at)
            select c, id, right(name, 1) || '-' || right(c::text, 4), c = $1, now() from made, unnest(array[$1::uuid, $2::uuid]) c
            """, both, off, word);

        var rows = await app.ExportAsync($"q={word}");
        Assert.Equal([$"{word} A: A-{$"{both}"[^4..]} / {word} B: B-{$"{both}"[^4..]}", ""], rows.Select(row => row[18]));
    }
}
