using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>What happens to the money of clients who are deactivated, and to their names on papers.</summary>
[Collection(ScreenTests.Name)]
public sealed class DeactivationTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "DEACT-03")]
    [Trait("rule", "DEACT-04")]
    [Trait("rule", "DEACT-05")]
    public async Task The_debt_is_told_and_stays_unless_somebody_wants_it_voided()
    {
        var client = await app.OwingAsync("Se va debiendo", 100m, 50m);
        var page = await app.Admin.GetAsync($"/clients/{client}/deactivate");
        Assert.Contains("Debe 150,00 en 2 facturas sin pagar; la deuda queda como está.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Anular las 2 facturas sin pagar que no son fiscales (150,00)", page.Text, StringComparison.Ordinal);

        await DeactivateAsync(app.Admin, client);

        Assert.Equal("pending 100.00, pending 50.00", await app.DebtsAsync(client));
        Assert.Equal("-150.00 0.00 150.00 2", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "DEACT-05")]
    [Trait("rule", "NC-06")]
    public async Task Voided_along_are_the_unpaid_ones_that_no_authority_knows_of()
    {
        // 100 in part paid by 30; 50 authorized; 70 with a note of 20. The 30 are free again and go to the oldest that is left.
        var client = await app.OwingAsync("Se va sin deber", 100m, 50m, 70m, 80m);
        var ids = await app.InvoicesAsync(client);
        await app.PayAsync(client, "30");
        await app.Database.RunAsync("update billing.invoice set fiscal_state = 'authorized' where id = $1", ids[1]);
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/invoices/{ids[2]}"), "button[formaction*=Note]", ("Input.Reason", "x"), ("Input.Amount", "20"));

        await DeactivateAsync(app.Admin, client, ("options", "billing.debt"));

        Assert.Equal("void 0.00, pending 20.00, pending 50.00, void 0.00", await app.DebtsAsync(client));
        Assert.Equal("-70.00 0.00 70.00 2", await app.AccountAsync(client));
        Assert.Equal("Se mudó", await app.Database.ValueAsync<string>("select void_reason from billing.invoice where id = $1", ids[0]));
    }

    [Fact]
    [Trait("rule", "DEACT-05")]
    public async Task Whoever_may_not_void_is_not_offered_it_and_cannot_ask_for_it()
    {
        var client = await app.OwingAsync("Sin permiso", 100m);
        var clerk = await app.Wisp.SignInAsync("clients.view", "clients.deactivate");
        var page = await clerk.GetAsync($"/clients/{client}/deactivate");
        Assert.Contains("Debe 100,00 en 1 factura sin pagar; la deuda queda como está.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("input[name=options]"));

        await DeactivateAsync(clerk, client, ("options", "billing.debt"));

        Assert.Equal("pending 100.00", await app.DebtsAsync(client));
    }

    [Fact]
    [Trait("rule", "REN-02")]
    public async Task A_client_with_an_issued_invoice_is_renamed_only_with_permission()
    {
        var (printed, free) = (await app.OwingAsync("Impresa", 100m), await app.ClientAsync("Libre"));
        var clerk = await app.Wisp.SignInAsync("clients.view", "clients.edit");

        Assert.Contains("facturas emitidas", (await clerk.GetAsync($"/clients/{printed}/edit")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("facturas emitidas", (await clerk.GetAsync($"/clients/{free}/edit")).Text, StringComparison.Ordinal);
    }

    private static async Task DeactivateAsync(Browser browser, Guid client, params (string Name, string? Value)[] typed)
    {
        var answer = await browser.SubmitAsync(await browser.GetAsync($"/clients/{client}/deactivate"), "form.form", [("reason", "Se mudó"), .. typed]);
        Assert.Equal([], answer.Texts(".error-summary"));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
    }
}
