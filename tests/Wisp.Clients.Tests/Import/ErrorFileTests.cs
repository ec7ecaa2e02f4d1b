using System.Text;

namespace Wisp.Clients.Tests.Import;

/// <summary>Refused rows are downloaded, corrected and fed back.</summary>
[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
[Trait("rule", "EXP-06")]
public sealed class ErrorFileTests(ImportApp app)
{
    [Fact]
    public async Task The_corrected_file_imports_the_refused_rows_alone()
    {
        var tag = ClientsApp.Unique("fe");
        var first = await app.ImportAsync(
            $""""
            nombre;email;telefono;notas;otra
            Buena {tag};buena.{tag}@x.example;+54 11 4555-0000;"=nota ""1""";x
            Mala {tag};arroba.{tag};+54 11 4555-0001;"=SUMA(1); ""dos""
            renglones";x
            Otra {tag};otra.{tag};;-;x
            """".Replace("notas", "observaciones", StringComparison.Ordinal));
        Assert.Equal(("done", 1L, 0L, 2L), first.Counts);

        using var response = await app.Admin.Client.GetAsync($"/jobs/{first.Job}/errors.csv");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var text = Encoding.UTF8.GetString(bytes[3..]);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.StartsWith("\"nombre\";\"email\";\"telefono\";\"observaciones\";\"otra\";\"Línea\";\"Campo\";\"Valor\";\"Regla\"\r\n", text, StringComparison.Ordinal);
        Assert.Contains($"\"Mala {tag}\";\"arroba.{tag}\";\"+54 11 4555-0001\";\"'=SUMA(1); \"\"dos\"\"\nrenglones\";\"x\";\"3\";\"email\";\"arroba.{tag}\";", text, StringComparison.Ordinal);

        var corrected = text.Replace($"\"arroba.{tag}\"", $"\"arroba.{tag}@x.example\"", StringComparison.Ordinal);
        var preview = await ImportApp.UploadAsync(app.Admin, Bytes.Of(corrected, mark: true));
        Assert.Equal("Es de la lista de errores.", preview.Texts("#column-5-note").Single());
        var second = await app.ImportAsync(preview);
        Assert.Equal(("done", 1L, 0L, 1L), second.Counts);
        Assert.Equal("=SUMA(1); \"dos\"\nrenglones|+541145550001", await app.OfAsync<string>($"Mala {tag}", "concat_ws('|', details, phone_key)"));
        Assert.Equal(1, await app.CountAsync($"clients.client where name = 'Buena {tag}'"));
    }

    [Fact]
    public async Task What_a_failed_formula_left_in_a_text_file_is_no_name()
    {
        var outcome = await app.ImportAsync("nombre;otra\n#N/D;x\n#REF!;x\n");

        Assert.Equal([(2, "#N/D"), (3, "#REF!")], outcome.Refused.Select(r => (r.Line, r.Value!)));
        Assert.All(outcome.Refused, r => Assert.Equal("La fórmula de la celda dio un error: escribí el valor.", r.Rule));
    }

    [Fact]
    [Trait("case", "A11")]
    public async Task A11_an_invalid_e_mail_that_comes_twice_names_its_first_line_too()
    {
        var tag = ClientsApp.Unique("rep");
        var outcome = await app.ImportAsync($"nombre;email\nUna {tag};arroba.{tag}\nDos {tag};ARROBA.{tag}\n");

        Assert.Equal(2, outcome.Errors);
        Assert.Contains("Ya está en la línea 2 de este archivo.", outcome.Refused[1].Rule, StringComparison.Ordinal);
    }
}
