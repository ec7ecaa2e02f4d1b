using System.IO.Pipelines;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients;
using Wisp.Modules.Clients.Features.Export;
using Wisp.Sdk;

namespace Wisp.Clients.Tests.Export;

[Collection(ExportTests.Name)]
[Trait("rule", "EXP-05")]
public sealed class WorkbookTests(ExportApp app)
{
    [Fact]
    [Trait("rule", "EXP-04")]
    [Trait("rule", "EXP-06")]
    [Trait("rule", "EXP-08")]
    [Trait("case", "B01")]
    public async Task Phones_documents_and_formulas_are_text_and_dates_are_dates()
    {
        var tag = ClientsApp.Unique("0");
        await app.StoreAsync(tag, "=HYPERLINK(\"http://evil.example\",\"pagar\")", " =1+1\nPeñaloza 👩‍👩‍👧", "+54 381 555-0000", "0041234567");

        var file = await app.ExportAsync($"/clients?id={tag}", "xlsx");

        Assert.Matches(@"^clientes-[\d-]+\.xlsx$", file.Name);
        var (name, rows) = Assert.Single(file.Sheets());
        Assert.Equal("Clientes", name);
        Assert.Equal(ExportApp.Headings.Split(';'), rows[0]);
        object?[] expected =
        [
            tag, "=HYPERLINK(\"http://evil.example\",\"pagar\")", " =1+1\nPeñaloza 👩‍👩‍👧", null, "+54 381 555-0000", null, null, null, null, "0041234567",
            null, null, null, null, null, null, null, null, null, new DateTime(2026, 3, 5, 21, 30, 0), new DateTime(2026, 3, 7, 9, 5, 0),
        ];
        Assert.Equal(expected, rows[1]);
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public async Task Nobody_makes_a_sheet_with_headings_alone() =>
        Assert.Equal(ExportApp.Headings.Split(';'), Assert.Single(Assert.Single((await app.ExportAsync("/clients?q=nadie-tiene-esto", "xlsx")).Sheets()).Rows));

    [Fact]
    public async Task The_row_that_no_sheet_holds_goes_on_to_a_second_one()
    {
        await using var connection = await app.Database.OpenAsync();
        await using var command = connection.Sql("select g, case when g in (1, 1048575, 1048576) then 'fila ' || g end from generate_series(1::bigint, 1048576) g");
        await using var reader = await command.ExecuteReaderAsync();
        var path = Path.GetTempFileName();
        try
        {
            await using (var target = File.Create(path))
            {
                var texts = new StringLocalizer<ExportText>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions { ResourcesPath = "Resources" }), NullLoggerFactory.Instance));
                var pipe = PipeWriter.Create(target);
                await new XlsxFormat(texts).WriteAsync(
                    pipe, [new ExportColumn("Título", ClientExportKind.Text, "x")], new ExportRows(reader, _ => Task.CompletedTask, "twice"), CancellationToken.None);
                await pipe.CompleteAsync();
            }

            var sheets = new ExportedFile(path, null, await File.ReadAllBytesAsync(path)).Sheets();
            Assert.Equal([1_048_576, 2], sheets.Select(sheet => sheet.Rows.Count));
            Assert.Equal(["Título", "fila 1", "fila 1048575"], sheets[0].Rows.Select(row => row[0]).OfType<string>());
            Assert.Equal(["Título", "fila 1048576"], sheets[1].Rows.Select(row => row[0]).OfType<string>());
            Assert.Equal(2, sheets.Select(sheet => sheet.Name).Distinct().Count());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
