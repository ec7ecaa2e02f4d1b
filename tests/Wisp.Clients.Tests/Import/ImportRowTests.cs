using Wisp.Clients.Tests.Reading;

namespace Wisp.Clients.Tests.Import;

[Trait("rule", "IMP-01")]
public sealed class ImportRowTests(Importer importer) : IClassFixture<Importer>
{
    [Fact]
    [Trait("rule", "EXP-04")]
    public async Task Every_column_of_the_file_arrives()
    {
        var outcome = await importer.ImportAsync(Bytes.Of(
            "ID cliente;Nombre;Tipo de persona;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Documento/cédula;E-mail;"
            + "Teléfono;Teléfono celular;Observaciones;Dirección;Dato adicional;Código postal;Barrio;Ciudad;Provincia/estado/región;Zona;"
            + "Latitud;Longitud;Tipo de factura\n"
            + "C-77;;Persona física;Ana;María;Muñoz;O'Brien;30.111.222;Ana@Uno.example;011 4555-0000;+54 9 11 5555-0000;\"uno\ndos\";"
            + "Calle 1;Fondo;1000;Cordón;Montevideo;Montevideo;Norte;-34,9011;-56.1645;B\n", "windows-1252"));

        Assert.Equal(("done", 1L, 0L), (outcome.State, outcome.Created, outcome.Errors));
        Assert.Equal(1, await importer.ClientsAsync(
            """
            custom_id = 'C-77' and name = 'Ana María Muñoz O''Brien' and kind_person = 'natural' and first_name = 'Ana' and second_surname = 'O''Brien'
            and document_type = 'DNI' and document_key = '30111222' and email = 'Ana@Uno.example' and phone = '011 4555-0000'
            and phone_mobile_key = '+5491155550000' and details = E'uno\ndos' and address = 'Calle 1' and address_additional_data = 'Fondo'
            and zip_code = '1000' and ext.st_x(location) = -56.1645 and ext.st_y(location) = -34.9011
            and exists (
              select from zones.neighborhood n join zones.city c on c.id = n.city_id join zones.state s on s.id = c.state_id
              where n.id = neighborhood_id and c.id = client.city_id and s.id = client.state_id and n.name = 'Cordón' and c.name = 'Montevideo')
            and exists (select from zones.zone z where z.id = zone_id and z.name = 'Norte')
            """));
    }

    [Fact]
    [Trait("rule", "FORM-06")]
    public async Task A_refused_row_names_line_column_value_and_rule_and_the_others_go_in()
    {
        var outcome = await importer.ImportAsync(
            "Nombre;Tipo de persona;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Mi correo;E-mail\n"
            + ";natural;Eva;;Luna;;;\n"
            + "D'Alessandro J.;otro;;;;;;S200002@seis.example\n"
            + "\"Con\nsalto\";otro;;;;;;\n"
            + "Mal;otro;;;;;;no-es-correo\n"
            + "Corta;otro\n"
            + "Suelta \"Nita\" Díaz;otro;;;;;;\n"
            + "Rara;marciano;;;;;;\n");

        Assert.Equal((1L, 6L), (outcome.Created, outcome.Errors));
        Assert.Equal([2, 4, 6, 7, 8, 9], outcome.Rows.Select(r => r.Line));
        Assert.Equal("Nombre", outcome.Rows[0].Field);
        Assert.Equal(("E-mail", "no-es-correo"), (outcome.Rows[2].Field, outcome.Rows[2].Value));
        Assert.Contains("2 columnas", outcome.Rows[3].Rule, StringComparison.Ordinal);
        Assert.Equal(("Tipo de persona", "marciano"), (outcome.Rows[5].Field, outcome.Rows[5].Value));
        Assert.All(outcome.Rows, r => Assert.DoesNotContain("rule.", r.Rule, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("rule", "FORM-11")]
    public async Task A11_repeated_in_the_file_is_an_error_that_names_the_earlier_line()
    {
        var outcome = await importer.ImportAsync(
            "nombre;email;documento\nAna;Ana@Siete.example;\nAna Dos;ana@siete.EXAMPLE;\nEva;;28.333.444\nLuz;;28333444\n");

        Assert.Equal((2L, 2L), (outcome.Created, outcome.Errors));
        Assert.Equal([(3, "email"), (5, "documento")], outcome.Rows.Select(r => (r.Line, r.Field!)));
        Assert.Contains("línea 2", outcome.Rows[0].Rule, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "FORM-15")]
    public async Task What_another_client_holds_is_an_error_and_changes_nothing()
    {
        await importer.ImportAsync("nombre;email;documento;ID\nDueña;duena@ocho.example;27444555;A-8\n");
        var audit = await importer.AuditAsync();
        var outcome = await importer.ImportAsync(
            "nombre;email;documento;ID\nOtra;DUENA@ocho.example;;\nMás;;27.444.555;\n");
        var changed = await importer.ImportAsync("nombre;email;documento;ID\nDueña;nueva@ocho.example;27.444.555;A-8\n");

        Assert.Equal((0L, 2L, 1L), (outcome.Created, outcome.Errors, changed.Errors));
        Assert.Contains("Emails a notificar", outcome.Rows[0].Rule, StringComparison.Ordinal);
        Assert.Contains("Dueña (A-8)", outcome.Rows[1].Rule, StringComparison.Ordinal);
        Assert.Equal(("email", "nueva@ocho.example"), (changed.Rows[0].Field, changed.Rows[0].Value));
        Assert.Equal(audit, await importer.AuditAsync());
    }

    [Fact]
    public async Task Numbers_as_IDs_and_rows_without_one_do_not_meet()
    {
        var rows = Enumerable.Range(1, 300).Select(i => i % 3 == 0 ? $"Sin número {i};" : $"Número {i};{70_000 + i}");
        var outcome = await importer.ImportAsync("nombre;id cliente\n" + string.Join('\n', rows));

        Assert.Equal((300L, 0L), (outcome.Created, outcome.Errors));
        Assert.Equal(100, await importer.ClientsAsync("name like 'Sin número %' and public_id > 70299 and custom_id is null"));
    }

    [Fact]
    public async Task Places_that_nobody_has_are_errors_when_they_are_not_to_be_made()
    {
        var outcome = await importer.ImportAsync(Bytes.Of("nombre;zona;ciudad;barrio\nAna;Inexistente;;\nEva;;;Sin ciudad\n"), createPlaces: false);

        Assert.Equal([("zona", "Inexistente"), ("barrio", "Sin ciudad")], outcome.Rows.Select(r => (r.Field!, r.Value!)));
        Assert.Equal(0, await importer.Database.ValueAsync<long>("select count(*) from zones.zone where name = 'Inexistente'"));
    }

    [Fact]
    public async Task A_letter_that_the_encoding_cannot_read_is_never_stored()
    {
        byte[] file = [.. "nombre;notas\n"u8, .. new string('x', 70_000).Chunk(70).SelectMany(c => Bytes.Of($"Bien;{new string(c)}\n")), .. "Mu"u8, 0xF1, .. "oz;\n"u8];
        var preview = await importer.PreviewAsync(file);

        // All of the file was looked at, so the preview proposes windows-1252; a person insists on UTF-8.
        Assert.Contains("encoding=windows-1252", preview.Url, StringComparison.OrdinalIgnoreCase);
        var insisted = await importer.Browser.GetAsync(preview.Url.Replace("windows-1252", "utf-8", StringComparison.Ordinal));
        var answer = await importer.Browser.SubmitAsync(insisted with { Url = insisted.Url + "&handler=Import" }, "main form[method=post]");
        var outcome = await importer.OutcomeAsync(Guid.Parse(answer.Location!.Split('/')[^1]));

        Assert.Equal(1, outcome.Errors);
        Assert.Equal("nombre", outcome.Rows[0].Field);
        Assert.Equal(0, await importer.ClientsAsync("name like '%' || chr(65533) || '%'"));
    }
}
