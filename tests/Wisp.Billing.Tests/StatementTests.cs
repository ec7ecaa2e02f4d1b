using System.Globalization;
using System.Net;
using System.Text;

namespace Wisp.Billing.Tests;

/// <summary>Bank statements: what each line is matched by, what is recorded, once, and what waits for a person.</summary>
[Collection(WorkerTests.Name)]
public sealed class StatementTests(WorkerApp app)
{
    private const string Head = "Fecha;Importe;Referencia;Ordenante;CUIT;Descripción\n";

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
        var paper = await PaperAsync(invoice);
        var text = Head
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
        Assert.Equal(5, await app.Database.ValueAsync<long>("select count(*) from host.event where name = 'billing.payment-recorded' and payload->>'clientId' = any ($1)", (object)Texts(invoice, number, tax, document, name)));
    }

    [Fact]
    [Trait("rule", "AUT-10")]
    [Trait("rule", "PAY-08")]
    public async Task A_matched_line_brings_service_back_and_mails_a_receipt()
    {
        var word = BillingApp.Unique("Vuelve");
        var client = await app.BilledAsync(word, await app.TodayAsync(), email: $"{word}@example.com");
        var contract = await app.ContractAsync(client, new DateOnly(2026, 1, 1), state: "disabled", origin: "system");
        await app.ChargeAsync(client, 100m, contract, "01/10/2026", "31/10/2026");

        await _bank.TakeAsync(await _bank.ReadAsync(word, $"{Head}02/11/2026;100;;{word};;x\n"));

        Assert.Equal("paid 0.00", await app.DebtsAsync(client));
        Assert.Equal("enabled", await app.Database.ValueAsync<string>("select state from network.contract where id = $1", contract));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'billing.payment' and address = $1", $"{word}@example.com"));
    }

    [Theory]
    [InlineData("1.234,56|10|7,5", "1.234,56|10,00|7,50")]
    [InlineData("1,234.56|10|7.5", "1.234,56|10,00|7,50")]
    [InlineData("$ 1.500|$ 2.500,00|1.000.000,10", "1.500,00|2.500,00|1.000.000,10")]
    [InlineData("1.500|2.000.000|3", "1.500,00|2.000.000,00|3,00")]
    [InlineData("1500.5|20|3000", "1.500,50|20,00|3.000,00")]
    public async Task Amounts_are_read_as_the_whole_column_writes_them(string typed, string read)
    {
        var word = BillingApp.Unique("Formato");

        var statement = await _bank.ReadAsync(word, Head + string.Concat(typed.Split('|').Select((one, i) => $"02/11/2026;{one};;{word} {i};;x\n")));

        Assert.Equal(read.Split('|').Select((amount, i) => $"Línea {i + 2}|{amount}||Nada en él nombra a un cliente."), await _bank.LinesAsync(statement, "unmatched"));
    }

    [Fact]
    public async Task An_amount_that_could_be_either_is_asked_and_more_than_two_decimals_are_refused()
    {
        var word = BillingApp.Unique("Ambiguo");
        var text = $"{Head}02/11/2026;1.500;;{word};;x\n03/11/2026;20;;{word};;x\n";

        var open = await _bank.ReadAsync(word, text);

        const string said = "Importes: «1.500», en la línea 2, puede ser miles o decimales, y ninguna otra lo aclara. Elegí cómo leerlos.";
        var page = await app.Admin.GetAsync(open);
        Assert.Equal([$"No se pudo seguir. {said} Elegir las columnas otra vez"], page.Texts(".note-error p"));
        Assert.Equal(
            ["Línea 2|1.500,00||Nada en él nombra a un cliente.", "Línea 3|20,00||Nada en él nombra a un cliente."],
            await _bank.LinesAsync(await _bank.ReadAsync(word, text, ("Input.Amounts", "comma")), "unmatched"));
        var dot = await _bank.ReadAsync(word, text, ("Input.Amounts", "dot"));
        Assert.Equal(["Línea 2|1.500||Línea 2: «1.500» tiene más de dos decimales."], await _bank.LinesAsync(dot, "problem"));
        // The account remembers.
        var columns = await app.Admin.GetAsync(page.Document.QuerySelector(".note-error a")!.GetAttribute("href")!);
        Assert.Equal("dot", columns.Document.QuerySelector("#Input_Amounts option[selected]")!.GetAttribute("value"));
        Assert.Equal("/billing/statements", (await app.Admin.SubmitAsync(page, "button[formaction*=Discard]")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync(open)).Status);
        Assert.Equal(
            "Importes: unos van con coma decimal y otros con punto. Elegí cómo leerlos.",
            await _bank.FailureAsync(await _bank.ReadAsync(word, $"{Head}02/11/2026;1,25;;;;x\n02/11/2026;1.25;;;;x\n", ("Input.Amounts", "file"))));
    }

    [Fact]
    [Trait("rule", "PAY-06")]
    [Trait("rule", "PAY-09")]
    public async Task A_line_that_cannot_be_read_says_which_and_why_and_stops_no_other()
    {
        var word = BillingApp.Unique("Malas");
        var tomorrow = (await app.TodayAsync()).AddDays(1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        var client = await app.OwingAsync(word, 100m);

        var statement = await _bank.ReadAsync(
            word,
            $"{Head}{tomorrow};10,00;;{word};;x\n31/02/2026;10,00;;{word};;x\n;10,00;;{word};;x\n02/11/2026;diez;;{word};;x\n02/11/2026;;;{word};;x\n02/11/2026;1,005;;{word};;x\n"
            + $"02/11/2026;9.999.999.999.999,00;;{word};;x\n02/11/2026;10,00\n02/11/2026;1,25;;{word};;x\n");

        Assert.Equal(
            [
                $"Línea 2|10,00||Línea 2: la fecha «{tomorrow}» está en el futuro.", "Línea 3|10,00||Línea 3: «31/02/2026» no es una fecha.", "Línea 4|10,00||Línea 4: no tiene fecha.",
                "Línea 5|diez||Línea 5: «diez» no es un importe en el formato del archivo.", "Línea 6|||Línea 6: no tiene importe.", "Línea 7|1,005||Línea 7: «1,005» tiene más de dos decimales.",
                "Línea 8|9.999.999.999.999,00||Línea 8: «9.999.999.999.999,00» es demasiado grande.", "Línea 9|||Línea 9: tiene 2 columnas, de más o de menos.",
            ], await _bank.LinesAsync(statement, "problem"));
        await _bank.TakeAsync(statement);
        Assert.Equal("-98.75 0.00 98.75 1", await app.AccountAsync(client));
    }

    [Fact]
    public async Task A_method_that_needs_a_reference_refuses_the_lines_without_one()
    {
        var word = BillingApp.Unique("Pide");
        var method = await app.Database.ValueAsync<Guid>("insert into billing.payment_method (name, needs_reference) values ($1, true) returning id", word);

        var statement = await _bank.ReadAsync(word, $"{Head}02/11/2026;10;;{word};;x\n02/11/2026;10;A1;{word};;x\n", ("Input.MethodId", $"{method}"));

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
        var text = $"{Head}02/11/2026;10,00;;{word};;x\n02/11/2026;10,00;;{word};;x\n03/11/2026;15,00;op-1;{word};;x\n04/11/2026;5;;Nadie;;x\n";
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
        var text = Head + string.Concat(Enumerable.Range(1, 250).Select(i => $"02/11/2026;1,00;r{word}{i};{word};;x\n")) + "02/11/2026;3,00;;Nadie;;x\n";
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
    [Trait("rule", "PAY-01")]
    public async Task What_matches_nobody_waits_until_somebody_says_whose_it_is()
    {
        var word = BillingApp.Unique("Espera");
        var client = await app.OwingAsync($"{word} Pérez", 100m);
        await app.OwingAsync($"{word} Paz", 5m);
        var statement = await _bank.ReadAsync(word, $"{Head}02/11/2026;130,00;77-A;Otro Nombre;;x\n03/11/2026;9;;Nadie;;x\n");
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
        Assert.Equal(2, (await _bank.LinesAsync(await _bank.ReadAsync(word, $"{Head}02/11/2026;130,00;77-A;Otro Nombre;;x\n03/11/2026;9;;Nadie;;x\n"), "repeated")).Count);
    }

    [Fact]
    public async Task A_payment_given_to_the_wrong_client_is_voided_and_given_to_the_right_one()
    {
        var word = BillingApp.Unique("Error");
        var (wrong, right) = (await app.OwingAsync($"{word} Mal", 50m), await app.OwingAsync($"{word} Bien", 50m));
        var statement = await _bank.ReadAsync(word, $"{Head}02/11/2026;50;9-B{word};{word} Mal;;x\n");
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
    [Trait("rule", "INV-P3")]
    public async Task A_payment_typed_by_hand_and_a_movement_worded_anew_are_for_a_person()
    {
        var word = BillingApp.Unique("Mano");
        var client = await app.OwingAsync(word, 100m);
        var transfer = await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'transfer'");
        await app.PayAsync(client, "30", [("Input.MethodId", $"{transfer}"), ("Input.Reference", $"op-{word}")]);
        var receipt = await app.Database.ValueAsync<long>("select public_id from billing.payment where client_id = $1", client);

        var statement = await _bank.ReadAsync(word, $"{Head}02/11/2026;30;op-{word};{word};;x\n02/11/2026;10;a-{word};{word};;Provisorio\n");

        Assert.Equal([$"Línea 2|30,00||Ya hay un pago con esta referencia, cargado a mano: el {receipt}."], await _bank.LinesAsync(statement, "unmatched"));
        await _bank.TakeAsync(statement);
        Assert.Equal("-60.00 0.00 60.00 1", await app.AccountAsync(client));
        Assert.Equal(
            ["Línea 2|10,00||Ya hay un movimiento registrado con la misma fecha, importe y referencia, con otro texto."],
            await _bank.LinesAsync(await _bank.ReadAsync(word, $"{Head}02/11/2026;10;a-{word};{word};;Definitivo\n"), "unmatched"));
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
            Head + "02/11/2026;1;FACTURA NOVIEMBRE 77712;;;x\n02/11/2026;2;;;;Operación 31222777\n02/11/2026;3;Cliente 77712;;;x\n02/11/2026;4;;;;Pago DNI 31.222.777\n02/11/2026;5;77712;;31222777;x\n");

        Assert.Equal(
            [$"Línea 4|3,00|{word} Uno|ID del cliente en la referencia", $"Línea 5|4,00|{word} Dos|CUIT o documento"], await _bank.LinesAsync(statement, "matched"));
        Assert.Equal(["Línea 2", "Línea 3", "Línea 6"], (await _bank.LinesAsync(statement, "unmatched")).Select(line => line.Split('|')[0]));
    }

    [Fact]
    public async Task A_reference_that_several_movements_have_stands_on_each_payment()
    {
        var word = BillingApp.Unique("Cada");
        var client = await app.OwingAsync($"{word} Uno", 100m);
        await app.Database.RunAsync("update clients.client set custom_id = $2 where id = $1", client, $"{word}9");

        await _bank.TakeAsync(await _bank.ReadAsync(word, $"{Head}02/11/2026;10;{word}9;;;x\n03/11/2026;10;{word}9;;;x\n"));
        await _bank.TakeAsync(await _bank.ReadAsync(word, $"{Head}04/12/2025;10;{word}9;;;x\n"));

        Assert.Equal("-70.00 0.00 70.00 1", await app.AccountAsync(client));
        Assert.Equal(3, await app.Database.ValueAsync<long>("select count(distinct reference) from billing.payment where client_id = $1 and reference like $2 || '%'", client, $"{word}9"));
        // A number of the bank's is nobody's ID.
        var bank = await _bank.ReadAsync(word, $"{Head}05/11/2026;10;{word}9;;;x\n", ("Input.Reference", "bank"));
        Assert.Single(await _bank.LinesAsync(bank, "unmatched"));
    }

    [Fact]
    public async Task A_workbook_with_a_column_for_each_way_is_read_as_its_account_was_before()
    {
        var word = BillingApp.Unique("Planilla");
        var client = await app.OwingAsync(word, 2000m);
        byte[] Workbook(string day, double credit) => Xlsx.Of(
            ["Fecha Mov.", "Detalle del banco", "Débitos", "Créditos"], [day, word, null, credit], [day, "Comisión", 35.5, null]);
        Assert.Equal(["Nada en él nombra a un cliente."], (await _bank.LinesAsync(await _bank.ReadAsync(word, Workbook("2026-11-02", 1234.5), "x.xlsx"), "unmatched")).Select(row => row.Split('|')[3]));

        var chosen = await _bank.ReadAsync(word, Workbook("2026-11-02", 1234.5), "x.xlsx", ("Fields[1]", "Payer"));
        Assert.Equal([$"Línea 2|1.234,50|{word}|Nombre exacto"], await _bank.LinesAsync(chosen, "matched"));
        Assert.Equal(["Línea 3|-35,50||"], await _bank.LinesAsync(chosen, "out"));
        await _bank.TakeAsync(chosen);
        await _bank.TakeAsync(await _bank.ReadAsync(word, Workbook("2026-11-03", 100), "y.xlsx"));

        Assert.Equal("-665.50 0.00 665.50 1", await app.AccountAsync(client));
    }

    [Fact]
    public async Task What_is_no_statement_is_refused_with_a_sentence()
    {
        foreach (var (name, content) in new[] { ("x.csv", Array.Empty<byte>()), ("x.xlsx", [1, 2, 3, 0, 255]), ("x.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n\0\0\0")), ("nul.csv", Encoding.ASCII.GetBytes("Fecha;Importe\n\0;1\n")), ("x.zip", [0x50, 0x4B, 3, 4, 9, 9]) })
        {
            var page = await _bank.UploadAsync("Basura", content, name);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Single(page.Texts(".error-summary li"));
        }

        BillingApp.Refused(await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/statements"), "form.form"), "Archivo: elegí uno.", "Cuenta bancaria: falta.");
        BillingApp.Refused(await _bank.ChooseAsync("Basura", "hola\nchau\n"), "Columnas: falta decir cuál es la fecha.");
        BillingApp.Refused(await _bank.ChooseAsync("Basura", "Fecha\n02/11/2026\n"), "Columnas: falta decir cuál es el importe o el crédito.");
        BillingApp.Refused(await _bank.ChooseAsync("Basura", "Fecha;Importe;Monto\n02/11/2026;1;1\n"), "Columnas: «Importe» y «Monto» son lo mismo; dejá una sola.");
        Assert.Equal("Debajo de los títulos no hay movimientos.", await _bank.FailureAsync(await _bank.ReadAsync("Basura", Head)));
    }

    [Fact]
    [Trait("rule", "SEC-08")]
    public async Task Formulas_and_markup_in_a_description_are_shown_as_they_are()
    {
        var word = BillingApp.Unique("Rara");
        var client = await app.OwingAsync(word, 100m);
        const string odd = "=HYPERLINK(1) <script>alert(1)</script> %s {0}";

        var statement = await _bank.ReadAsync(word, $"{Head}02/11/2026;10;;{word};;{odd}\n02/11/2026;11;<b>;<i>;;{odd}\n");
        await _bank.TakeAsync(statement);

        foreach (var url in new[] { $"{statement}?show=paid", $"{statement}?show=waiting", "/billing/statements/unmatched", await _bank.LineAsync(statement, 3) })
        {
            var page = await app.Admin.GetAsync(url);
            Assert.Contains(odd, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        }

        Assert.Equal(odd, await app.Database.ValueAsync<string>("select comment from billing.payment where client_id = $1", client));
    }

    [Fact]
    [Trait("rule", "AUTH-05")]
    public async Task Only_who_records_payments_of_any_client_sees_statements()
    {
        var word = BillingApp.Unique("Permiso");
        var statement = await _bank.ReadAsync(word, $"{Head}02/11/2026;10;;Nadie;;x\n");
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
        var columns = await _bank.UploadAsync(word, Bytes.Of($"{Head}02/11/2026;10;;Nadie;;x\n"), "x.csv");
        using var clerk = await app.Wisp.SignInAsync("payments.create", "clients.view");
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(columns.Url)).Status);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(statement)).Status);
    }

    [Fact]
    public async Task Signs_that_no_database_takes_stop_nothing()
    {
        var word = BillingApp.Unique("Signos");

        var statement = await _bank.ReadAsync(word, Xlsx.Of(["Fecha", "Importe", "Refe_x0000_rencia", "Ordenante", "Otra_x0000_"], ["02/11/2026", 10, "a_x0000_b", $"{word}_x0000_", "_x0001_"]), "x.xlsx");

        Assert.Equal(["Línea 2|10,00||Nada en él nombra a un cliente."], await _bank.LinesAsync(statement, "unmatched"));
    }

    [Fact]
    public async Task Two_thousand_lines_are_read_and_taken()
    {
        var word = BillingApp.Unique("Mil");
        await app.Database.RunAsync(
            "insert into clients.client (name, custom_id, country, status, created_at, updated_at) select $1 || ' ' || i, $1 || i, 'AR', 'active', now(), now() from generate_series(1, 1800) i", word);

        var statement = await _bank.ReadAsync(word, Head + string.Concat(Enumerable.Range(1, 2000).Select(i => $"02/11/2026;1.000,{i % 100:00};{word}{i};;;Transferencia {i}\n")));

        Assert.Equal(1800, await _bank.CountAsync(statement, "matched"));
        Assert.Equal(200, (await _bank.LinesAsync(statement, "unmatched")).Count);
        var first = await app.Admin.GetAsync($"{statement}?show=matched");
        Assert.Equal(200, first.Texts("tbody tr").Count);
        Assert.Equal("Línea 202", (await app.Admin.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!)).Texts("tbody th")[0]);
        await _bank.TakeAsync(statement);
        Assert.Equal("1800 1800891.00", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', count(*), sum(p.amount)) from billing.payment p join clients.client c on c.id = p.client_id where c.custom_id like $1 || '%'", word));
    }

    private async Task<string> PaperAsync(Guid client) => (await app.Database.ValueAsync<string>(
        "select i.kind || ' ' || lpad(s.number::text, 5, '0') || '-' || lpad(i.number::text, 8, '0') from billing.invoice i join billing.point_of_sale s on s.id = i.point_of_sale_id where i.client_id = $1", client))!;

    private static string[] Texts(params Guid[] ids) => [.. ids.Select(id => $"{id}")];
}
