using System.Net;
using Npgsql;

namespace Wisp.Billing.Tests;

/// <summary>The current account as a person finds it behind the <c>$</c>, and what nobody may take out of it.</summary>
[Collection(ScreenTests.Name)]
public sealed class LedgerTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "DEBT-03")]
    [Trait("rule", "DEBT-04")]
    public async Task The_button_opens_balance_credit_unpaid_invoices_and_transactions_newest_first()
    {
        var name = BillingApp.Unique("Cuenta ");
        var client = await app.OwingAsync(name, 100m, 50m);
        var payment = await app.PayAsync(client, "30");
        var number = await app.Database.ValueAsync<long>("select public_id from billing.payment where client_id = $1", client);
        var papers = (await app.Database.ValueAsync<string[]>("select array_agg('X 00003-' || lpad(number::text, 8, '0') order by number) from billing.invoice where client_id = $1", client))!;
        var button = (await app.Admin.GetAsync($"/clients?q={name.Trim()}")).Document.QuerySelectorAll("tbody a").Single(link => link.TextContent.StartsWith('$'));

        var account = await app.Admin.GetAsync(button.GetAttribute("href")!);

        Assert.Equal(["Debe 120,00", "0,00", "2 por 120,00", "0,00"], account.Texts("dl.stats dd"));
        Assert.Equal(papers, account.Texts("section[aria-labelledby=owed] tbody th"));
        Assert.Equal(["70,00", "50,00"], account.Texts("section[aria-labelledby=owed] td[data-label=Saldo]"));
        var ledger = account.Document.QuerySelector("section[aria-labelledby=ledger]")!;
        Assert.Equal(["Fecha", "Movimiento", "Comprobante", "Cargo", "Abono", "Saldo", "Quién"], ledger.QuerySelectorAll("thead th").Select(cell => cell.TextContent.Trim()));
        var today = (await app.TodayAsync()).ToString("d", System.Globalization.CultureInfo.GetCultureInfo("es-AR"));
        Assert.Equal(
            [$"{today}|Pago|{number}||30,00|-120,00", $"{today}|Factura|{papers[1]}|50,00||-150,00", $"{today}|Factura|{papers[0]}|100,00||-100,00"],
            ledger.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Take(6).Select(cell => cell.TextContent.Trim()))));
        Assert.All(ledger.QuerySelectorAll("tbody tr td:last-child"), author => Assert.NotEqual("", author.TextContent.Trim()));
        Assert.Equal(payment.Location, ledger.QuerySelector("tbody tr a")!.GetAttribute("href"));
    }

    [Fact]
    [Trait("rule", "DEBT-05")]
    public async Task From_it_those_who_may_record_a_payment_open_an_invoice_and_void_a_payment()
    {
        var client = await app.OwingAsync("Desde la cuenta", 100m);
        await app.PayAsync(client, "30");
        using var cashier = await app.Wisp.SignInAsync("clients.view", "account.view", "payments.create", "payments.void");
        using var viewer = await app.Wisp.SignInAsync("clients.view", "account.view");
        var account = await cashier.GetAsync($"/billing/account/{client}");

        Assert.Equal(HttpStatusCode.OK, (await cashier.GetAsync(account.Document.QuerySelector(".page-head a.btn-primary")!.GetAttribute("href")!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await cashier.GetAsync(account.Document.QuerySelector("section[aria-labelledby=owed] tbody a")!.GetAttribute("href")!)).Status);
        var payment = account.Document.QuerySelector("section[aria-labelledby=ledger] tbody a")!.GetAttribute("href")!;
        var seen = await viewer.GetAsync(payment);
        Assert.Null(seen.Document.QuerySelector("form.form"));
        Assert.Null((await viewer.GetAsync($"/billing/account/{client}")).Document.QuerySelector(".page-head a.btn-primary"));
        var form = await cashier.GetAsync(payment);
        await viewer.SubmitAsync(form, "form.form", ("Input.Reason", "Sin permiso"));
        Assert.Equal("pending 70.00", await app.DebtsAsync(client));

        Assert.Equal(HttpStatusCode.Redirect, (await cashier.SubmitAsync(form, "form.form", ("Input.Reason", "Error"))).Status);
        Assert.Equal("pending 100.00", await app.DebtsAsync(client));
    }

    [Theory]
    [Trait("rule", "INV-L3")]
    [InlineData("update billing.account_transaction set amount = amount + 1")]
    [InlineData("delete from billing.account_transaction")]
    [InlineData("truncate billing.account_transaction")]
    [Trait("rule", "NC-07")]
    [InlineData("delete from billing.credit_note")]
    [InlineData("truncate billing.credit_note")]
    public async Task What_was_written_stays(string sql)
    {
        await using var connection = new NpgsqlConnection(app.Database.App + $";Options=-c role={Places.RolePrefix}_billing");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    [Trait("rule", "INV-L3")]
    public async Task A_void_writes_a_reversal_beside_what_it_takes_back()
    {
        var client = await app.OwingAsync("Reversa", 100m);
        var payment = (await app.PayAsync(client, "100")).Location!;
        await app.Admin.SubmitAsync(await app.Admin.GetAsync(payment), "form.form", ("Input.Reason", "Error"));
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/invoices/{(await app.InvoicesAsync(client))[0]}"), "button[formaction*=Void]", ("Input.Reason", "Error"));

        Assert.Equal("invoice -100.00, payment 100.00, reversal -100.00, reversal 100.00", await app.Database.ValueAsync<string>(
            "select string_agg(kind || ' ' || amount, ', ' order by id) from billing.account_transaction where client_id = $1", client));
        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(client));
    }

    [Fact]
    [Trait("rule", "NC-07")]
    public async Task A_credit_note_wants_a_permission_and_a_reason()
    {
        var client = await app.OwingAsync("Sin motivo", 100m);
        var url = $"/billing/invoices/{(await app.InvoicesAsync(client))[0]}";
        var page = await app.Admin.GetAsync(url);
        BillingApp.Refused(await app.Admin.SubmitAsync(page, "button[formaction*=Note]", ("Input.Reason", " "), ("Input.Amount", "10")), "Motivo: escribilo.");
        using var clerk = await app.Wisp.SignInAsync("clients.view", "account.view", "invoices.issue", "payments.create");
        Assert.Null((await clerk.GetAsync(url)).Document.QuerySelector("button[formaction*=Note]"));
        var answer = await clerk.SubmitAsync(await clerk.GetAsync($"/billing/pay/{client}") with { Document = page.Document }, "button[formaction*=Note]", ("Input.Reason", "x"), ("Input.Amount", "10"));
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);

        Assert.Equal("pending 100.00", await app.DebtsAsync(client));
    }
}
