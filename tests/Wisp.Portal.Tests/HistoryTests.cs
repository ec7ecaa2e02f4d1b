namespace Wisp.Portal.Tests;

/// <summary>What a client's audits say of the portal.</summary>
[Collection(PortalTests.Name)]
[Trait("rule", "PANEL-08")]
public sealed class HistoryTests(PortalApp app)
{
    [Fact]
    public async Task Payments_told_of_and_requests_stand_in_a_clients_audits_in_words()
    {
        var ana = await app.ClientAsync();
        var (contract, plan) = (await app.ContractAsync(ana.Id), await app.PlanAsync(PortalApp.Unique("Hogar 600 "), 30000m, 600000));
        var number = await app.Database.ValueAsync<long>("select public_id from network.contract where id = $1", contract);
        await app.Database.RunAsync("update billing.client set email_on_invoice = true, email_on_payment = false where id = $1", ana.Id);
        using var browser = await app.SignedInAsync(ana);
        var reference = PortalApp.Unique("TR-");
        var method = await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'transfer'");
        await browser.SubmitAsync(
            await browser.GetAsync("/portal/vouchers/new"), "main form", ("Input.Amount", "1850,50"), ("Input.Day", "2026-01-20"), ("Input.Method", $"{method}"), ("Input.Reference", reference));
        await browser.SubmitAsync(await browser.GetAsync($"/portal/contracts/{contract}/plan?plan={plan}"), "main form");
        await browser.SubmitAsync(await browser.GetAsync("/portal/profile"), "#profile", ("Input.Phone", "221 555-1234"));
        var voucher = await app.Database.ValueAsync<Guid>("select id from portal.voucher where client_id = $1", ana.Id);
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/vouchers/{voucher}"), "#refuse", ("Input.Reason", "No llegó"));
        var wish = await app.Database.ValueAsync<Guid>("select id from portal.request where client_id = $1 and kind = 'plan'", ana.Id);
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/requests/{wish}"), "#accept", ("Input.From", $"{DateOnly.FromDateTime(app.Wisp.Clock.GetUtcNow().UtcDateTime).AddDays(40):yyyy-MM-dd}"));

        var page = await app.Admin.GetAsync($"/clients/{ana.Id}/history");
        var lines = page.Document.QuerySelectorAll("tbody tr:not(.change)").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim()))).ToList();
        var planName = await app.Database.ValueAsync<string>("select name from network.plan where id = $1", plan);
        foreach (var line in (string[])
            [
                "Importe avisado |  | 1.850,50", "Fecha del pago avisado |  | 20/1/2026", "Forma del pago avisado |  | Transferencia bancaria", $"Número del comprobante |  | {reference}",
                "Estado del pago avisado |  | Por confirmar", "Estado del pago avisado | Por confirmar | Rechazado", "Motivo de la respuesta |  | No llegó",
                "Qué pide el cliente |  | Plan", $"Contrato del pedido |  | {number}", $"Plan pedido |  | {planName}", "Cómo estaba al pedirlo |  | Hogar 50 · 15.000,00", $"Lo que pide |  | {planName} · 30.000,00",
                "Estado del pedido | Espera | Aceptado", "Qué pide el cliente |  | Datos", "Lo que pide |  | Teléfono: 221 555-1234 · Facturas por e-mail: Sí · Recibos por e-mail: No",
            ]) Assert.Contains(line, lines);
        Assert.DoesNotContain(lines, line => line.Contains("portal.voucher", StringComparison.Ordinal) || line.Contains("portal.request", StringComparison.Ordinal) || line.StartsWith("answered_by", StringComparison.Ordinal));

        using var reader = await app.Wisp.SignInAsAdminAsync();
        await reader.SubmitAsync(await reader.GetAsync($"/clients/{ana.Id}/history"), "form[action='/language']", ("language", "en"));
        var english = (await reader.GetAsync($"/clients/{ana.Id}/history")).Text;
        Assert.Contains("State of the reported payment", english, StringComparison.Ordinal);
        Assert.Contains("What the client asks for", english, StringComparison.Ordinal);
    }
}
