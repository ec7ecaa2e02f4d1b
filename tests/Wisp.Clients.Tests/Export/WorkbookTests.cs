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
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

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
            null, null, "No", null, null, null, 0.0, 0.0, null, new DateTime(2026, 3, 5, 21, 30, 0), new DateTime(2026, 3, 7, 9, 5, 0),
        ];
        Assert.Equal(expected, rows[1]);
        Assert.Equal(2, rows.Count);
    }

    [DeepFact]
    [Trait("rule", "EXP-06")]
    public async Task An_office_program_opens_it_and_reads_what_was_stored()
    {
        var tag = ClientsApp.Unique("oficina");
        await app.Database.RunAsync(
            """
            insert into clients.client (custom_id, name, details, phone, country, created_at, updated_at)
            select $1 || '-' || n, 'Peñaloza ' || n, case when n % 2 = 0 then '=1+' || n else 'casa; "fondo"' end, '+54 381 555-' || to_char(n, 'FM0000'), 'AR', now(), now()
            from generate_series(1, 1000) n
            """, tag);
        var file = await app.ExportAsync($"/clients?q={tag}", "xlsx");
        var folder = Directory.CreateTempSubdirectory("wisp-office-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "clientes.xlsx"), file.Bytes);

        // Semicolons, double quotes, UTF-8, from the first row on.
        using var office = System.Diagnostics.Process.Start(
            "soffice", ["--headless", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76,1", "--outdir", folder, Path.Combine(folder, "clientes.xlsx")]);
        await office.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));

        var records = new ExportedFile("", "clientes.csv", [.. Bom, .. await File.ReadAllBytesAsync(Path.Combine(folder, "clientes.csv"))]).Records();
        Directory.Delete(folder, recursive: true);
        Assert.Equal(ExportApp.Headings.Split(';'), records[0]);
        Assert.Equal(1001, records.Count);
        var byId = records.Skip(1).ToDictionary(record => record[0]);
        Assert.Equal(("Peñaloza 7", "casa; \"fondo\"", "+54 381 555-0007"), (byId[$"{tag}-7"][1], byId[$"{tag}-7"][2], byId[$"{tag}-7"][4]));
        // What looks like a formula is text: nothing was computed.
        Assert.Equal("=1+8", byId[$"{tag}-8"][2]);
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
