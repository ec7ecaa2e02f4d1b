
namespace Wisp.Clients.Tests.Import;

[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class WholeFileTests(ImportApp app)
{
    private const string Everything =
        "ID cliente;Nombre;Tipo de persona;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Documento/cédula;E-mail;"
        + "Teléfono;Teléfono celular;Observaciones;Dirección;Dato adicional;Código postal;Barrio;Ciudad;Provincia/estado/región;Zona;"
        + "Latitud;Longitud;Tipo de factura\n"
        + "C-77;;Persona física;Ana;María;Muñoz;O'Brien;30.111.222;Ana@Uno.example;011 4555-0000;+54 9 11 5555-0000;\"uno\ndos\";"
        + "Calle 1;Fondo;1000;Cordón;Montevideo;Montevideo;Norte;-34,9011;-56.1645;B\n";

    [Fact]
    [Trait("rule", "EXP-04")]
    public async Task A16_every_column_arrives_and_the_same_file_again_is_unchanged()
    {
        var preview = await ImportApp.UploadAsync(app.Admin, Bytes.Of(Everything, "windows-1252"));

        Assert.Equal(("done", 1L, 0L, 0L), (await app.ImportAsync(preview)).Counts);
        Assert.Equal(1, await app.CountAsync(
            """
            clients.client where
            custom_id = 'C-77' and name = 'Ana María Muñoz O''Brien' and kind_person = 'natural' and first_name = 'Ana' and second_surname = 'O''Brien'
            and document_type = 'DNI' and document_key = '30111222' and email = 'Ana@Uno.example' and phone = '011 4555-0000'
            and phone_mobile_key = '+5491155550000' and details = E'uno\ndos' and address = 'Calle 1' and address_additional_data = 'Fondo'
            and zip_code = '1000' and ext.st_x(location) = -56.1645 and ext.st_y(location) = -34.9011
            and exists (
              select from zones.neighborhood n join zones.city c on c.id = n.city_id join zones.state s on s.id = c.state_id
              where n.id = neighborhood_id and c.id = client.city_id and s.id = client.state_id and n.name = 'Cordón' and c.name = 'Montevideo')
            and exists (select from zones.zone z where z.id = zone_id and z.name = 'Norte')
            """));

        var audited = await app.CountAsync("host.audit");
        Assert.Equal(("done", 0L, 1L, 0L), (await app.ImportAsync(preview)).Counts);
        Assert.Equal(audited, await app.CountAsync("host.audit"));
    }

    [Fact]
    public async Task A02_all_of_the_file_counts_for_the_proposed_encoding()
    {
        byte[] file = [.. "nombre;observaciones\n"u8, .. Enumerable.Range(1, 1000).SelectMany(i => Bytes.Of($"Bien {i};{new string('x', 70)}\n")), .. "Mu"u8, 0xF1, .. "oz final;\n"u8];
        var preview = await ImportApp.UploadAsync(app.Admin, file);

        Assert.Equal("windows-1252", preview.Document.QuerySelector("[name=encoding] option[selected]")!.GetAttribute("value"));
        Assert.Equal(("done", 1001L, 0L, 0L), (await app.ImportAsync(preview)).Counts);
        Assert.Equal(1, await app.CountAsync("clients.client where name = 'Muñoz final'"));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_refuses_the_file_before_anything_is_written()
    {
        var rows = string.Concat(Enumerable.Range(1, 9_000).Select(i => $"Comilla {i};x\n"));
        var outcome = await app.ImportAsync("nombre;notas\n" + rows + "Comilla final;\"nunca\n" + rows);

        Assert.Equal("failed", outcome.State);
        Assert.Contains("En la línea 9002 se abre una comilla que nunca se cierra", outcome.Failure, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync("clients.client where name like 'Comilla %'"));
    }
}
