namespace Wisp.Billing.Tests;

/// <summary>What each line of a bank statement is matched by, and what waits for a person.</summary>
[Collection(WorkerTests.Name)]
public sealed class StatementMatchingTests(WorkerApp app)
{
    private readonly Statements _bank = new(app);

    [Fact]
    [Trait("rule", "PAY-02")]
    public async Task Each_line_is_matched_by_the_first_rule_that_names_one_client_and_nothing_counts_before_it_is_taken()
    {
        var word = BillingApp.Unique("Banco");
        var (invoice, number, tax, document, name) = (
            await app.OwingAsync($"{word} Factura", 100m), await app.OwingAsync($"{word} Número", 100m), await app.OwingAsync($"{word} Cuit", 100m),
            await app.OwingAsync($"{word} Dni", 100m), await app.OwingAsync($"{word} José Ñandú", 100m));
        await app.OwingAsync($"{word} Mellizo", 100m);
        await app.OwingAsync($"{word} Mellizo", 100m);
        await app.Database.RunAsync("update clients.client set custom_id = $2 where id = $1", number, $"{word}-7");
        await app.Database.RunAsync("update billing.client set taxpayer_id = '30712345671' where id = $1", tax);
        await app.Database.RunAsync("update clients.client set document_type = 'DNI', national_identification_number = '26.756.539' where id = $1", document);
        var paper = await _bank.PaperAsync(invoice);
        var text = Statements.Head
            + $"02/11/2026;100,00;;;;Pago factura {paper}\n"
            + $"03/11/2026;40,00;{word}-7;;;Transferencia\n"
            + "04/11/2026;50,00;;;30-71234567-1;Transferencia\n"
            + "05/11/2026;60,00;;;;TRANSF CUIT 20267565393 VARIOS\n"
            + $"06/11/2026;130,00;;{word.ToUpperInvariant()}  JOSE ÑANDU;;Transferencia\n"
            + $"07/11/2026;10,00;;{word} mellizo;;Transferencia\n"
            + "08/11/2026;20,00;;Nadie Conocido;;Transferencia\n"
            + "09/11/2026;-35,50;;;;Comisión\n"
            + "10/11/2026;0,00;;;;Aviso\n";

        var statement = await _bank.ReadAsync(word, text);

        Assert.Equal(
            [
                $"Línea 2|100,00|{word} Factura|Número de factura", $"Línea 3|40,00|{word} Número|ID del cliente en la referencia", $"Línea 4|50,00|{word} Cuit|CUIT o documento",
                $"Línea 5|60,00|{word} Dni|CUIT o documento", $"Línea 6|130,00|{word} José Ñandú|Nombre exacto",
            ], await _bank.LinesAsync(statement, "matched"));
        Assert.Equal(
            ["Línea 7|10,00||Nombra a 2 clientes (Nombre exacto).", "Línea 8|20,00||Nada en él nombra a un cliente."], await _bank.LinesAsync(statement, "unmatched"));
        Assert.Equal(["Línea 9|-35,50||", "Línea 10|0,00||"], await _bank.LinesAsync(statement, "out"));
        foreach (var client in new[] { invoice, number, tax, document, name }) Assert.Equal("-100.00 0.00 100.00 1", await app.AccountAsync(client));

        await _bank.TakeAsync(statement);

        Assert.Equal("0.00 0.00 0.00 0", await app.AccountAsync(invoice));
        Assert.Equal("-60.00 0.00 60.00 1", await app.AccountAsync(number));
        Assert.Equal("-50.00 0.00 50.00 1", await app.AccountAsync(tax));
        Assert.Equal("-40.00 0.00 40.00 1", await app.AccountAsync(document));
        Assert.Equal("30.00 30.00 0.00 0", await app.AccountAsync(name));
        Assert.Equal(
            $"transfer 2026-11-03 {word}-7 Transferencia",
            await app.Database.ValueAsync<string>("select concat_ws(' ', m.code, p.payment_date, p.reference, p.comment) from billing.payment p join billing.payment_method m on m.id = p.method_id where p.client_id = $1", number));
        Assert.Equal(2, (await _bank.LinesAsync(statement, "waiting")).Count);
        Assert.Equal(5, await app.Database.ValueAsync<long>("select count(*) from host.event where name = 'billing.payment-recorded' and payload->>'clientId' = any ($1)", (object)Statements.Texts(invoice, number, tax, document, name)));
    }

    [Fact]
    [Trait("rule", "PAY-01")]
    public async Task What_matches_nobody_waits_until_somebody_says_whose_it_is()
    {
        var word = BillingApp.Unique("Espera");
        var client = await app.OwingAsync($"{word} Pérez", 100m);
        await app.OwingAsync($"{word} Paz", 5m);
        var statement = await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;130,00;77-A;Otro Nombre;;x\n03/11/2026;9;;Nadie;;x\n");
        await _bank.TakeAsync(statement);
        var (line, other) = (await _bank.LineAsync(statement, 2), await _bank.LineAsync(statement, 3));
        Assert.Contains(line, (await app.Admin.GetAsync("/billing/statements/unmatched")).Document.QuerySelectorAll("tbody th a").Select(link => link.GetAttribute("href")));

        var none = await app.Admin.SubmitAsync(await app.Admin.GetAsync(line), "form#find", ("q", $"{word} zzz"));
        Assert.Equal([$"Ningún cliente coincide con «{word} zzz»."], none.Texts("p[role=status]"));
        var found = await app.Admin.SubmitAsync(none, "form#find", ("q", $"PEREZ {word}"));
        Assert.Single(found.Texts("label.choice"));
        var both = await app.Admin.SubmitAsync(none, "form#find", ("q", word));
        Assert.Equal(2, both.Texts("label.choice").Count);
        BillingApp.Refused(await app.Admin.SubmitAsync(both, "form#assign"), "Cliente: elegí uno.");
        Assert.Equal(line, (await app.Admin.SubmitAsync(found, "form#assign")).Location);

        Assert.Equal("30.00 30.00 0.00 0", await app.AccountAsync(client));
        Assert.Equal("77-A", await app.Database.ValueAsync<string>("select reference from billing.payment where client_id = $1", client));
        BillingApp.Refused(await app.Admin.SubmitAsync(found, "form#assign"), "Este movimiento ya no espera: alguien lo resolvió.");
        Assert.Equal("30.00 30.00 0.00 0", await app.AccountAsync(client));

        BillingApp.Refused(await app.Admin.SubmitAsync(await app.Admin.GetAsync(other), "form#dismiss"), "Motivo: falta.");
        Assert.Equal(other, (await app.Admin.SubmitAsync(await app.Admin.GetAsync(other), "form#dismiss", ("Input.Reason", "Era un reintegro"))).Location);
        Assert.Equal(["Línea 3|9,00||Era un reintegro"], await _bank.LinesAsync(statement, "dismissed"));
        Assert.Equal(2, (await _bank.LinesAsync(await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;130,00;77-A;Otro Nombre;;x\n03/11/2026;9;;Nadie;;x\n"), "repeated")).Count);
    }

    [Fact]
    [Trait("rule", "INV-P3")]
    public async Task A_payment_typed_by_hand_and_a_movement_worded_anew_are_for_a_person()
    {
        var word = BillingApp.Unique("Mano");
        var client = await app.OwingAsync(word, 100m);
        var transfer = await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'transfer'");
        await app.PayAsync(client, "30", [("Input.MethodId", $"{transfer}"), ("Input.Reference", $"op-{word}")]);
        var receipt = await app.Database.ValueAsync<long>("select public_id from billing.payment where client_id = $1", client);

        var statement = await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;30;op-{word};{word};;x\n02/11/2026;10;a-{word};{word};;Provisorio\n");

        Assert.Equal([$"Línea 2|30,00||Ya hay un pago con esta referencia, cargado a mano: el {receipt}."], await _bank.LinesAsync(statement, "unmatched"));
        await _bank.TakeAsync(statement);
        Assert.Equal("-60.00 0.00 60.00 1", await app.AccountAsync(client));
        Assert.Equal(
            ["Línea 2|10,00||Ya hay un movimiento registrado con la misma fecha, importe y referencia, con otro texto."],
            await _bank.LinesAsync(await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;10;a-{word};{word};;Definitivo\n"), "unmatched"));
    }

    [Fact]
    public async Task A_number_that_may_be_anything_names_nobody()
    {
        var word = BillingApp.Unique("Quizás");
        var (client, other) = (await app.OwingAsync($"{word} Uno", 100m), await app.OwingAsync($"{word} Dos", 100m));
        await app.Database.RunAsync("update clients.client set custom_id = '77712' where id = $1", client);
        await app.Database.RunAsync("update clients.client set document_type = 'DNI', national_identification_number = '31222777' where id = $1", other);

        var statement = await _bank.ReadAsync(
            word,
            Statements.Head + "02/11/2026;1;FACTURA NOVIEMBRE 77712;;;x\n02/11/2026;2;;;;Operación 31222777\n02/11/2026;3;Cliente 77712;;;x\n02/11/2026;4;;;;Pago DNI 31.222.777\n02/11/2026;5;77712;;31222777;x\n");

        Assert.Equal(
            [$"Línea 4|3,00|{word} Uno|ID del cliente en la referencia", $"Línea 5|4,00|{word} Dos|CUIT o documento"], await _bank.LinesAsync(statement, "matched"));
        Assert.Equal(["Línea 2", "Línea 3", "Línea 6"], (await _bank.LinesAsync(statement, "unmatched")).Select(line => line.Split('|')[0]));
    }
}
