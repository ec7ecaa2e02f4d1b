using Wisp.Modules.Clients.Features.Import.Reading;

namespace Wisp.Clients.Tests.Import;

[Trait("rule", "IMP-01")]
public sealed class HeadingTests
{
    private const string Export = "ID cliente;Nombre;Observaciones;E-mail;Teléfono;Teléfono celular;Dirección;Barrio;Zona;"
        + "Documento/cédula;Ciudad;Provincia/estado/región;Facturación habilitada;Tipo de factura;Condición impositiva;"
        + "Número de identificación tributaria;Número de facturas impagas;Balance de facturas impagas;"
        + "Información de Pasarelas de Pago;Creado el;Última modificación";

    [Fact]
    [Trait("rule", "EXP-04")]
    public void All_21_headings_of_the_export_are_known()
    {
        var columns = ClientColumns.Of(Export.Split(';'));

        Assert.Equal(21, columns.All.Count);
        Assert.Equal(12, columns.All.Count(c => c.Use() == ColumnUse.Read));
        Assert.Equal(9, columns.All.Count(c => c.Use() == ColumnUse.NotOurs));
        Assert.Null(columns.Check());
    }

    [Theory]
    [InlineData("NOMBRE", ImportField.Name)]
    [InlineData("  Telefono   Celular ", ImportField.Mobile)]
    [InlineData("documento / cedula", ImportField.Document)]
    [InlineData("national_identification_number", ImportField.Document)]
    [InlineData("e mail", ImportField.Email)]
    [InlineData("EMAIL", ImportField.Email)]
    [InlineData("Provincia/Estado/Region", ImportField.State)]
    [InlineData("kind_person", ImportField.Kind)]
    [InlineData("DIRECCIO\u0301N", ImportField.Address)]
    [InlineData("custom_id", ImportField.ClientId)]
    [InlineData("İD", ImportField.ClientId)]
    public void Case_accents_and_blanks_do_not_matter(string heading, object field) => Assert.Equal((ImportField)field, Headings.Find(heading));

    [Fact]
    public void Two_columns_for_one_field_are_refused() =>
        Assert.Equal("refusal.twice", ClientColumns.Of(["nombre", "celular", "phone_mobile"]).Check()?.Key);

    [Fact]
    public void A_file_without_names_is_refused() => Assert.Equal("refusal.name", ClientColumns.Of(["email", "zona"]).Check()?.Key);

    [Fact]
    public void A_file_without_headings_is_refused() => Assert.Equal("refusal.headings", ClientColumns.Of(["Ana", "ana@x.example"]).Check()?.Key);
}
