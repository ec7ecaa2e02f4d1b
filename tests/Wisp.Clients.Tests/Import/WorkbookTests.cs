using System.Net;

namespace Wisp.Clients.Tests.Import;

[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class WorkbookTests(ImportApp app)
{
    [Fact]
    [Trait("case", "A16")]
    public async Task A16_a_workbook_goes_in_as_it_is_seen_and_a_second_time_is_unchanged()
    {
        var tag = ClientsApp.Unique("xlsx");
        var file = Xlsx.Of(
            ["ID cliente", "Nombre", "Documento/cédula", "Observaciones", "Latitud", "Longitud", "Código postal", "Creado el"],
            [$"{tag}-1", $"Ana {tag}", 20123456, new DateTime(2026, 3, 9), -34.9011, -56.1645, new Xlsx.Shown(700, "0000"), new DateTime(2026, 1, 2)],
            [],
            [$"{tag}-2", $"Luz {tag}", "20.123.457", true, null, null, "0701", null],
            [$"{tag}-3", new Xlsx.Failed("#N/A"), 20123458, null, null, null, null, null]);

        var preview = await ImportApp.UploadAsync(app.Admin, file, "clientes.xlsx");
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Null(preview.Document.QuerySelector("#encoding, #separator, #sheet"));
        Assert.Contains("20123456", preview.Texts("table td"));

        var outcome = await app.ImportAsync(preview);
        Assert.Equal(("done", 2L, 0L, 1L), outcome.Counts);
        Assert.Equal((5, "Nombre", "#N/A", "La fórmula de la celda dio un error: escribí el valor."), (outcome.Refused[0].Line, outcome.Refused[0].Field, outcome.Refused[0].Value, outcome.Refused[0].Rule));
        Assert.Equal("20123456|09/03/2026|0700|-34.9011", await app.OfAsync<string>($"Ana {tag}", "concat_ws('|', national_identification_number, details, zip_code, ext.st_y(location))"));
        Assert.Equal("20.123.457|Sí|0701", await app.OfAsync<string>($"Luz {tag}", "concat_ws('|', national_identification_number, details, zip_code)"));

        var again = await app.ImportAsync(await ImportApp.UploadAsync(app.Admin, file, "clientes.xlsx"));
        Assert.Equal(("done", 0L, 2L, 1L), again.Counts);
    }

    [Fact]
    public async Task Of_several_sheets_one_is_chosen()
    {
        var tag = ClientsApp.Unique("hoja");
        var preview = await ImportApp.UploadAsync(app.Admin, Xlsx.Of(("Norte", [["nombre"], [$"Norte {tag}"]]), ("Sur", [["nombre"], [$"Sur {tag}"]])), "dos.xlsx");
        Assert.Equal(["Norte", "Sur"], preview.Texts("#sheet option"));

        var south = await app.Admin.SubmitAsync(preview, "form.card[method=get]", ("sheet", "1"));
        Assert.Equal(("done", 1L, 0L, 0L), (await app.ImportAsync(south)).Counts);
        Assert.Equal((0L, 1L), (await app.CountAsync($"clients.client where name = 'Norte {tag}'"), await app.CountAsync($"clients.client where name = 'Sur {tag}'")));
    }

    [Fact]
    public async Task A_workbook_under_any_name_is_known_by_its_bytes()
    {
        var tag = ClientsApp.Unique("nombre");
        Assert.Equal(1, (await app.ImportAsync(await ImportApp.UploadAsync(app.Admin, Xlsx.Of(["nombre"], [tag]), "clientes.csv"))).Done);
    }
}
