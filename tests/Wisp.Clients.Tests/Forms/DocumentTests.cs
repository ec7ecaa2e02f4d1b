namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
public sealed class DocumentTests(ClientsApp app)
{
    [Theory]
    [Trait("rule", "FORM-10")]
    [InlineData("", "12.345.678", "DNI")]
    [InlineData("", "7654321", "DNI")]
    [InlineData("", "20-12345678-6", "CUIT")]
    [InlineData("CUIT", "33-69345023-9", "CUIT")]
    [InlineData("CUIL", "20 05536168 2", "CUIL")]
    [InlineData("CUIT", "20267565393", "CUIT")]
    [InlineData("CUIT", "30-50001091-2", "CUIT")]
    [InlineData("CUIT", "30/99903208/3", "CUIT")]
    [InlineData("CUIT", "30-54666656-1", "CUIT")]
    [InlineData("CUIT", "27-10000005-4", "CUIT")]
    [InlineData("CUIT", "23-10000005-9", "CUIT")]
    [InlineData("CUIT", "23-10000002-4", "CUIT")]
    [InlineData("CUIT", "33–70000013–9", "CUIT")]
    [InlineData("PAS", "aab123456", "PAS")]
    [InlineData("LE", "4123456", "LE")]
    public async Task Good_ones_are_taken_and_typed(string type, string number, string stored)
    {
        var id = await app.CreatedAsync(("Name", "Con documento"), ("DocumentType", type), ("Document", number));

        Assert.Equal(stored, await app.StoredAsync<string>(id, "document_type"));
    }

    [Theory]
    [Trait("rule", "FORM-10")]
    [InlineData("CUIT", "20-26756539-2", "Document", "dígito verificador")]
    [InlineData("CUIT", "30-70707070-7", "Document", "dígito verificador")]
    [InlineData("CUIL", "27-11111111-4", "Document", "dígito verificador")]
    [InlineData("CUIT", "30-71000000-0", "Document", "dígito verificador")]
    [InlineData("CUIT", "20-10000005-9", "Document", "dígito verificador")]
    [InlineData("CUIT", "20-12345693-9", "Document", "dígito verificador")]
    [InlineData("CUIT", "23-00000000-0", "Document", "dígito verificador")]
    [InlineData("CUIT", "30-00000000-7", "Document", "dígito verificador")]
    [InlineData("CUIT", "20-00000000-1", "Document", "dígito verificador")]
    [InlineData("CUIT", "99-12345678-1", "Document", "prefijo")]
    [InlineData("CUIT", "20-1234567-8", "Document", "cantidad de cifras")]
    [InlineData("DNI", "123456", "Document", "cantidad de cifras")]
    [InlineData("DNI", "123456789", "Document", "cantidad de cifras")]
    [InlineData("DNI", "0.000.000", "Document", "cantidad de cifras")]
    [InlineData("DNI", "1234567A", "Document", "donde no van")]
    [InlineData("DNI", "12345678; drop", "Document", "letras, números, puntos")]
    [InlineData("DNI", "١٢٣٤٥٦٧٨", "Document", "letras, números, puntos")]
    [InlineData("", "123", "DocumentType", "Elegí qué documento es")]
    [InlineData("RUT", "12345678", "DocumentType", "Elegí qué documento es")]
    public async Task Bad_ones_are_refused_with_what_is_wrong(string type, string number, string field, string said)
    {
        var page = await app.CreateAsync(("Name", "Con documento"), ("DocumentType", type), ("Document", number));

        Assert.Contains(said, ClientsApp.Refused(page, field), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("rule", "FORM-11")]
    [InlineData("DNI", "6.123.456", "6123456")]
    [InlineData("DNI", "5 123-456", "5.123.456")]
    [InlineData("PAS", "xyz-98765", "XYZ98765")]
    public async Task The_same_one_written_otherwise_is_another_clients(string type, string first, string second)
    {
        var name = ClientsApp.Unique("Dueño");
        var holder = await app.CreatedAsync(("Name", name), ("DocumentType", type), ("Document", first));

        var page = await app.CreateAsync(("Name", "Otro"), ("DocumentType", type), ("Document", second));

        Assert.StartsWith("Ese documento ya lo tiene otro cliente.", ClientsApp.Refused(page, "Document"), StringComparison.Ordinal);
        Assert.Equal($"/clients/{holder}", page.Document.QuerySelector("#Document-error a")!.GetAttribute("href"));
        Assert.Contains(name, page.Texts("#Document-error a").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("rule", "FORM-10")]
    [Trait("case", "C06")]
    [InlineData("CL", "", "60803000k", "RUT", "60803000K", "60.803.000-K")]
    [InlineData("UY", "", "4123456 3", "CI", "41234563", "4.123.456-3")]
    [InlineData("BR", "CNPJ", "12ABC345/01DE-35", "CNPJ", "12ABC34501DE35", "12.ABC.345/01DE-35")]
    [InlineData("AR", "", "20267565393", "CUIT", "20267565393", "20-26756539-3")]
    public async Task Each_countrys_are_compared_bare_and_shown_with_their_separators(
        string country, string type, string number, string stored, string key, string shown)
    {
        var id = await app.CreatedAsync(("Name", "De otro país"), ("Country", country), ("DocumentType", type), ("Document", number));

        Assert.Equal(stored, await app.StoredAsync<string>(id, "document_type"));
        Assert.Equal(number, await app.StoredAsync<string>(id, "national_identification_number"));
        Assert.Equal(key, await app.StoredAsync<string>(id, "document_key"));
        Assert.Contains(shown, (await app.Admin.GetAsync($"/clients/{id}")).Texts(".facts dd"));
        Assert.Contains(shown, (await app.Admin.GetAsync($"/clients/{id}/panel")).Texts(".facts dd"));
        Assert.Equal([shown], (await app.Admin.GetAsync($"/clients?q={key}")).Texts("tr[data-href] td[data-label=Documento]"));
        await Deactivation.DeactivateAsync(app, id);
    }

    [Theory]
    [Trait("rule", "FORM-10")]
    [InlineData("UY", "RUT", "21-030367-001-4", "dígito verificador")]
    [InlineData("MX", "RFC", "GODE561331GR8", "fecha que no existe")]
    [InlineData("PE", "RUC", "30131312955", "prefijo")]
    public async Task Each_countrys_wrong_ones_are_refused_with_what_is_wrong(string country, string type, string number, string said)
    {
        var page = await app.CreateAsync(("Name", "De otro país"), ("Country", country), ("DocumentType", type), ("Document", number));

        Assert.Contains(said, ClientsApp.Refused(page, "Document"), StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelectorAll("#DocumentType option"), o => o.GetAttribute("value") == type);
    }

    [Fact]
    [Trait("rule", "FORM-11")]
    public async Task A_uruguayan_number_with_dots_and_dash_equals_its_digits()
    {
        await app.CreatedAsync(("Name", "Uruguaya"), ("Country", "UY"), ("Document", "4.123.456-3"));

        ClientsApp.Refused(await app.CreateAsync(("Name", "Otra"), ("Country", "UY"), ("Document", "41234563")), "Document");
    }

    [Fact]
    [Trait("rule", "FORM-11")]
    public async Task It_is_optional_and_free_again_after_deactivation()
    {
        await app.CreatedAsync(("Name", "Sin documento"));
        var first = await app.CreatedAsync(("Name", "Sin documento"), ("Document", "8.111.222"));
        await Deactivation.DeactivateAsync(app, first);

        await app.CreatedAsync(("Name", "Hereda"), ("Document", "8111222"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("00")]
    public async Task A14_zero_is_a_text(string zero)
    {
        ClientsApp.Refused(await app.CreateAsync(("Name", "Cero"), ("DocumentType", "DNI"), ("Document", zero)), "Document");

        var id = await app.CreatedAsync(("Name", "Cero"), ("Details", zero), ("ZipCode", zero));
        Assert.Equal(zero, await app.StoredAsync<string>(id, "details"));
        Assert.Null(await app.StoredAsync<string>(id, "national_identification_number"));
    }
}
