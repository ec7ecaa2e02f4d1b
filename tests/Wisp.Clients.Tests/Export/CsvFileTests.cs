using System.Text;

namespace Wisp.Clients.Tests.Export;

[Collection(ExportTests.Name)]
public sealed class CsvFileTests(ExportApp app)
{
    [Fact]
    [Trait("rule", "EXP-04")]
    [Trait("rule", "EXP-05")]
    [Trait("rule", "EXP-08")]
    [Trait("case", "B04")]
    [Trait("case", "B06")]
    public async Task The_21_columns_stand_in_their_order_with_mark_semicolons_quotes_and_line_ends()
    {
        var tag = ClientsApp.Unique("F");
        await app.StoreAsync(tag, "Ana \"Nita\" Peñaloza", "uno; dos\n\ntres 👩‍👩‍👧", "+54 381 555-0000", "4.123.456");

        var file = await app.ExportAsync($"/clients?id={tag}");

        Assert.Equal([0xEF, 0xBB, 0xBF], file.Bytes[..3]);
        Assert.Matches(@"^clientes-\d{4}-\d\d-\d\d-\d{4}\.csv$", file.Name);
        Assert.Equal(
            $"\"{ExportApp.Headings.Replace(";", "\";\"", StringComparison.Ordinal)}\"\r\n"
            + $"\"{tag}\";\"Ana \"\"Nita\"\" Peñaloza\";\"uno; dos\n\ntres 👩‍👩‍👧\";;\"+54 381 555-0000\";;;;;\"4.123.456\";;;\"No\";;;;0;\"0,00\";;"
            + "\"05/03/2026 21:30\";\"07/03/2026 09:05\"\r\n",
            file.Text);
        Assert.Equal(21, file.Records()[1].Length);
    }

    [Theory]
    [Trait("rule", "EXP-06")]
    [Trait("case", "B01")]
    [Trait("case", "B03")]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"pagar\")", true)]
    [InlineData(" =1+1", true)]
    [InlineData("\t=1+1", true)]
    [InlineData("\n=1+1", true)]
    [InlineData("\r\n=1+1", true)]
    [InlineData("\u00a0\u2003=1+1", true)]
    [InlineData("\tnada", true)]
    [InlineData("\rnada", true)]
    [InlineData("@SUM(1)", true)]
    [InlineData("+1+cmd|' /C calc'!A0", true)]
    [InlineData("-2+3=cmd", true)]
    [InlineData("＝1+1", true)]
    [InlineData("'=1+1", true)]
    [InlineData("''-x", true)]
    [InlineData("-50,00", false)]
    [InlineData("+54 381 555-0000", false)]
    [InlineData("(0381) 555-0000", false)]
    [InlineData("-", false)]
    [InlineData("1=1", false)]
    [InlineData("Sur = Norte", false)]
    [InlineData("'mayo", false)]
    [InlineData("\nnada", false)]
    [InlineData("Ñandú -1", false)]
    public async Task What_a_spreadsheet_would_run_gets_an_apostrophe_and_numbers_do_not(string typed, bool neutralised)
    {
        var tag = ClientsApp.Unique("G");
        await app.StoreAsync(tag, "Fórmula", typed);
        await app.Database.RunAsync("update clients.client set address = $2 where custom_id = $1", tag, typed.Trim().Length == 0 ? "x" : typed);

        var record = (await app.ExportAsync($"/clients?id={tag}")).Records()[1];

        Assert.Equal(neutralised ? $"'{typed}" : typed, record[2]);
        Assert.Equal(neutralised ? $"'{typed}" : typed, record[6]);
    }

    [Theory]
    [Trait("case", "B08")]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(10_000)]
    public async Task Every_client_is_a_record_in_the_order_of_their_numbers(int count)
    {
        var tag = ClientsApp.Unique("fila");
        await app.Database.RunAsync(
            """
            insert into clients.client (name, details, country, created_at, updated_at)
            select 'Persona ' || g || ' ' || $1, repeat('ñandú; "', g % 50), 'AR', now(), now() from generate_series(1, $2) g
            """, tag, count);

        var file = await app.ExportAsync($"/clients?q={tag}");

        Assert.Equal(Enumerable.Range(1, count).Select(i => $"Persona {i} {tag}"), file.Names());
        Assert.All(file.Records(), record => Assert.Equal(21, record.Length));
        Assert.Equal(count, await app.Database.ValueAsync<long>("select rows from clients.export order by at desc limit 1"));
    }
}
