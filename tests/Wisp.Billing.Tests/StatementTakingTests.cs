using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>What is recorded of bank statements: once, by whom, and what follows.</summary>
[Collection(WorkerTests.Name)]
public sealed class StatementTakingTests(WorkerApp app)
{
    private readonly Statements _bank = new(app);

    [Fact]
    [Trait("rule", "AUT-10")]
    [Trait("rule", "PAY-08")]
    public async Task A_matched_line_brings_service_back_and_mails_a_receipt()
    {
        var word = BillingApp.Unique("Vuelve");
        var client = await app.BilledAsync(word, await app.TodayAsync(), email: $"{word}@example.com");
        var contract = await app.ContractAsync(client, new DateOnly(2026, 1, 1), state: "disabled", origin: "system");
        await app.ChargeAsync(client, 100m, contract, "01/10/2026", "31/10/2026");

        await _bank.TakeAsync(await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;100;;{word};;x\n"));

        Assert.Equal("paid 0.00", await app.DebtsAsync(client));
        Assert.Equal("enabled", await app.Database.ValueAsync<string>("select state from network.contract where id = $1", contract));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'billing.payment' and address = $1", $"{word}@example.com"));
    }

    [Fact]
    public async Task A_method_that_needs_a_reference_refuses_the_lines_without_one()
    {
        var word = BillingApp.Unique("Pide");
        var method = await app.Database.ValueAsync<Guid>("insert into billing.payment_method (name, needs_reference) values ($1, true) returning id", word);

        var statement = await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;10;;{word};;x\n02/11/2026;10;A1;{word};;x\n", ("Input.MethodId", $"{method}"));

        Assert.Equal(["Línea 2|10,00||Línea 2: no tiene referencia y el método de pago la pide."], await _bank.LinesAsync(statement, "problem"));
        Assert.Equal(["Línea 3|10,00||Nada en él nombra a un cliente."], await _bank.LinesAsync(statement, "unmatched"));
        BillingApp.Refused(
            await _bank.ChooseAsync(word, "Fecha;Importe\n02/11/2026;10\n", ("Input.MethodId", $"{method}")), "Método de pago: pide una referencia y ninguna columna lo es.");
    }

    [Fact]
    [Trait("rule", "INV-P3")]
    public async Task The_same_movement_counts_once_whatever_files_it_comes_in()
    {
        var word = BillingApp.Unique("Repite");
        var client = await app.OwingAsync(word, 100m);
        // Two transfers that are alike in everything are two.
        var text = $"{Statements.Head}02/11/2026;10,00;;{word};;x\n02/11/2026;10,00;;{word};;x\n03/11/2026;15,00;op-1;{word};;x\n04/11/2026;5;;Nadie;;x\n";
        await _bank.TakeAsync(await _bank.ReadAsync(word, text));
        Assert.Equal("-65.00 0.00 65.00 1", await app.AccountAsync(client));

        var again = await _bank.ReadAsync($" {word.ToUpperInvariant()} ", text);

        Assert.Equal(4, (await _bank.LinesAsync(again, "repeated")).Count);
        await _bank.TakeAsync(again);
        Assert.Equal("-65.00 0.00 65.00 1", await app.AccountAsync(client));
        // The next file begins before the last one ended, is newer first and writes amounts in its own way.
        var next = await _bank.ReadAsync(word, $"Fecha,Monto,Referencia,Ordenante,CUIT,Concepto\n2026-11-05,7.00,,{word},,x\n2026-11-03,15.00,OP-1,{word},,x\n2026-11-02,10.00,,{word},,x\n2026-11-02,10.00,,{word},,x\n2026-11-02,10.00,,{word},,x\n");
        Assert.Equal(3, (await _bank.LinesAsync(next, "repeated")).Count);
        await _bank.TakeAsync(next);
        Assert.Equal("-48.00 0.00 48.00 1", await app.AccountAsync(client));
        Assert.Equal(5, await app.Database.ValueAsync<long>("select count(*) from billing.payment where client_id = $1", client));
        // The same under another account's name: one bank with two names, or chance.
        var other = await _bank.ReadAsync($"{word} 2", text.Replace("op-1", "op-2", StringComparison.Ordinal));
        Assert.Equal(["Línea 4|15,00"], (await _bank.LinesAsync(other, "matched")).Select(line => string.Join('|', line.Split('|')[..2])));
        Assert.Equal($"Línea 2|10,00||El mismo movimiento ya se registró en la cuenta «{word}».", (await _bank.LinesAsync(other, "unmatched"))[0]);
    }

    [Fact]
    [Trait("rule", "INV-P3")]
    public async Task Two_who_take_the_same_file_at_once_record_each_movement_once()
    {
        var word = BillingApp.Unique("Dos");
        var client = await app.OwingAsync(word, 1000m);
        var text = Statements.Head + string.Concat(Enumerable.Range(1, 250).Select(i => $"02/11/2026;1,00;r{word}{i};{word};;x\n")) + "02/11/2026;3,00;;Nadie;;x\n";
        using var second = await app.Wisp.SignInAsync("payments.create", "clients.view");
        var statements = new[] { await _bank.ReadAsync(word, text), await new Statements(app, second).ReadAsync(word, text) };
        foreach (var statement in statements) Assert.Equal(250, (await _bank.CountAsync(statement, "matched")));

        await Task.WhenAll(_bank.TakeAsync(statements[0]), new Statements(app, second).TakeAsync(statements[1]));

        Assert.Equal("-750.00 0.00 750.00 1", await app.AccountAsync(client));
        Assert.Equal(250, await app.Database.ValueAsync<long>("select count(*) from billing.payment where client_id = $1", client));
        Assert.Equal(250, await _bank.CountAsync(statements[0], "paid") + await _bank.CountAsync(statements[1], "paid"));
        Assert.Equal(251, await _bank.CountAsync(statements[0], "repeated") + await _bank.CountAsync(statements[1], "repeated"));
        Assert.Equal(1, await _bank.CountAsync(statements[0], "waiting") + await _bank.CountAsync(statements[1], "waiting"));
    }

    [Fact]
    public async Task A_payment_given_to_the_wrong_client_is_voided_and_given_to_the_right_one()
    {
        var word = BillingApp.Unique("Error");
        var (wrong, right) = (await app.OwingAsync($"{word} Mal", 50m), await app.OwingAsync($"{word} Bien", 50m));
        var statement = await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;50;9-B{word};{word} Mal;;x\n");
        await _bank.TakeAsync(statement);
        var line = await _bank.LineAsync(statement, 2);
        Assert.Null((await app.Admin.GetAsync(line)).Document.QuerySelector("form#find"));
        var payment = await app.Database.ValueAsync<Guid>("select id from billing.payment where client_id = $1", wrong);
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/payments/{payment}"), "form.form", ("Input.Reason", "Era del otro"));

        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"{line}?q={word}+bien"), "form#assign");

        Assert.Equal("-50.00 0.00 50.00 1", await app.AccountAsync(wrong));
        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(right));
    }

    [Fact]
    public async Task A_reference_that_several_movements_have_stands_on_each_payment()
    {
        var word = BillingApp.Unique("Cada");
        var client = await app.OwingAsync($"{word} Uno", 100m);
        await app.Database.RunAsync("update clients.client set custom_id = $2 where id = $1", client, $"{word}9");

        await _bank.TakeAsync(await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;10;{word}9;;;x\n03/11/2026;10;{word}9;;;x\n"));
        await _bank.TakeAsync(await _bank.ReadAsync(word, $"{Statements.Head}04/12/2025;10;{word}9;;;x\n"));

        Assert.Equal("-70.00 0.00 70.00 1", await app.AccountAsync(client));
        Assert.Equal(3, await app.Database.ValueAsync<long>("select count(distinct reference) from billing.payment where client_id = $1 and reference like $2 || '%'", client, $"{word}9"));
        // A number of the bank's is nobody's ID.
        var bank = await _bank.ReadAsync(word, $"{Statements.Head}05/11/2026;10;{word}9;;;x\n", ("Input.Reference", "bank"));
        Assert.Single(await _bank.LinesAsync(bank, "unmatched"));
    }

    [Fact]
    [Trait("rule", "AUTH-05")]
    public async Task Only_who_records_payments_of_any_client_sees_statements()
    {
        var word = BillingApp.Unique("Permiso");
        var statement = await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;10;;Nadie;;x\n");
        await _bank.TakeAsync(statement);
        foreach (var (permissions, answer) in new (string[], HttpStatusCode)[]
        {
            (["account.view", "clients.view"], HttpStatusCode.Forbidden), (["payments.create:own", "clients.view"], HttpStatusCode.Forbidden),
            (["payments.create", "clients.view:own"], HttpStatusCode.NotFound), (["payments.create"], HttpStatusCode.NotFound),
        })
        {
            using var other = await app.Wisp.SignInAsync(permissions);
            foreach (var url in new[] { "/billing/statements", "/billing/statements/unmatched", statement, await _bank.LineAsync(statement, 2) })
                Assert.Equal(answer, (await other.GetAsync(url)).Status);
        }

        // A file is its uploader's own.
        var columns = await _bank.UploadAsync(word, Bytes.Of($"{Statements.Head}02/11/2026;10;;Nadie;;x\n"), "x.csv");
        using var clerk = await app.Wisp.SignInAsync("payments.create", "clients.view");
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(columns.Url)).Status);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(statement)).Status);
    }
}
