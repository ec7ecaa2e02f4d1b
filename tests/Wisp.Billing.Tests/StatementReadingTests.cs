using System.Globalization;
using System.Net;
using System.Text;

namespace Wisp.Billing.Tests;

/// <summary>What bank statements are read as, and what cannot be read.</summary>
[Collection(WorkerTests.Name)]
public sealed class StatementReadingTests(WorkerApp app)
{
    private readonly Statements _bank = new(app);

    [Theory]
    [InlineData("1.234,56|10|7,5", "1.234,56|10,00|7,50")]
    [InlineData("1,234.56|10|7.5", "1.234,56|10,00|7,50")]
    [InlineData("$ 1.500|$ 2.500,00|1.000.000,10", "1.500,00|2.500,00|1.000.000,10")]
    [InlineData("1.500|2.000.000|3", "1.500,00|2.000.000,00|3,00")]
    [InlineData("1500.5|20|3000", "1.500,50|20,00|3.000,00")]
    public async Task Amounts_are_read_as_the_whole_column_writes_them(string typed, string read)
    {
        var word = BillingApp.Unique("Formato");

        var statement = await _bank.ReadAsync(word, Statements.Head + string.Concat(typed.Split('|').Select((one, i) => $"02/11/2026;{one};;{word} {i};;x\n")));

        Assert.Equal(read.Split('|').Select((amount, i) => $"Línea {i + 2}|{amount}||Nada en él nombra a un cliente."), await _bank.LinesAsync(statement, "unmatched"));
    }

    [Fact]
    public async Task An_amount_that_could_be_either_is_asked_and_more_than_two_decimals_are_refused()
    {
        var word = BillingApp.Unique("Ambiguo");
        var text = $"{Statements.Head}02/11/2026;1.500;;{word};;x\n03/11/2026;20;;{word};;x\n";

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
            await _bank.FailureAsync(await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;1,25;;;;x\n02/11/2026;1.25;;;;x\n", ("Input.Amounts", "file"))));
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
            $"{Statements.Head}{tomorrow};10,00;;{word};;x\n31/02/2026;10,00;;{word};;x\n;10,00;;{word};;x\n02/11/2026;diez;;{word};;x\n02/11/2026;;;{word};;x\n02/11/2026;1,005;;{word};;x\n"
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
        Assert.Equal("Debajo de los títulos no hay movimientos.", await _bank.FailureAsync(await _bank.ReadAsync("Basura", Statements.Head)));
    }

    [Fact]
    [Trait("rule", "SEC-08")]
    public async Task Formulas_and_markup_in_a_description_are_shown_as_they_are()
    {
        var word = BillingApp.Unique("Rara");
        var client = await app.OwingAsync(word, 100m);
        const string odd = "=HYPERLINK(1) <script>alert(1)</script> %s {0}";

        var statement = await _bank.ReadAsync(word, $"{Statements.Head}02/11/2026;10;;{word};;{odd}\n02/11/2026;11;<b>;<i>;;{odd}\n");
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

        var statement = await _bank.ReadAsync(word, Statements.Head + string.Concat(Enumerable.Range(1, 2000).Select(i => $"02/11/2026;1.000,{i % 100:00};{word}{i};;;Transferencia {i}\n")));

        Assert.Equal(1800, await _bank.CountAsync(statement, "matched"));
        Assert.Equal(200, (await _bank.LinesAsync(statement, "unmatched")).Count);
        var first = await app.Admin.GetAsync($"{statement}?show=matched");
        Assert.Equal(200, first.Texts("tbody tr").Count);
        Assert.Equal("Línea 202", (await app.Admin.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!)).Texts("tbody th")[0]);
        await _bank.TakeAsync(statement);
        Assert.Equal("1800 1800891.00", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', count(*), sum(p.amount)) from billing.payment p join clients.client c on c.id = p.client_id where c.custom_id like $1 || '%'", word));
    }
}
