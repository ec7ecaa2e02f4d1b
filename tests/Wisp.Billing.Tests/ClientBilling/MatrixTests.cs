namespace Wisp.Billing.Tests.ClientBilling;

/// <summary>Which letters go from whom to whom, as the tab offers them.</summary>
[Collection(ScreenTests.Name)]
public sealed class MatrixTests(BillingApp app)
{
    private const string Foreign = "A un receptor del exterior le corresponde una factura E, que se pide por otro servicio de ARCA: Wisp no la emite.";

    /// <summary>Every cell of the table issuer × receiver.</summary>
    public static TheoryData<string, string, string> Table()
    {
        (string Issuer, string Receivers, string Letter)[] rows =
        [
            ("ri", "1 6 13 16", "A"), ("ri", "4 15", "B"), ("ri", "5 7", "B"), ("ri", "10", "B"), ("ri", "8 9", ""),
            ("ri_withheld", "1 6 13 16", "M"), ("ri_withheld", "4 15", "B"), ("ri_withheld", "5 7", "B"), ("ri_withheld", "10", "B"), ("ri_withheld", "8 9", ""),
            ("ri_cbu", "1 6 13 16", "A"), ("ri_cbu", "4 15", "B"), ("ri_cbu", "5 7", "B"), ("ri_cbu", "10", "B"), ("ri_cbu", "8 9", ""),
            ("monotributo", "1 6 13 16", "C"), ("monotributo", "4 15 5 7 10", "C"), ("monotributo", "8 9", ""),
            ("exento", "1 6 13 16", "C"), ("exento", "4 15 5 7 10", "C"), ("exento", "8 9", ""),
            ("fantasy", "fantasy", "X"),
        ];
        var data = new TheoryData<string, string, string>();
        foreach (var row in rows)
            foreach (var receiver in row.Receivers.Split(' '))
                data.Add(row.Issuer, receiver, row.Letter);
        return data;
    }

    [Theory]
    [MemberData(nameof(Table))]
    [Trait("rule", "FBIL-12")]
    public async Task A_pair_has_the_letter_of_the_table(string issuer, string receiver, string letter)
    {
        var page = await ChooseAsync(await FirmAsync(issuer), receiver);

        Assert.Equal(receiver, Chosen(page, "condition"));
        Assert.Equal(letter, Chosen(page, "kind"));
        Assert.Equal(letter.Length == 0 ? [Foreign] : [], page.Texts(".field-error"));
    }

    [Theory]
    [InlineData("ri", "fantasy", "Condición impositiva: una razón social legal (IVA Responsable Inscripto) no acepta la condición de fantasía.")]
    [InlineData("monotributo", "fantasy", "Condición impositiva: una razón social legal (Responsable Monotributo) no acepta la condición de fantasía.")]
    [InlineData("fantasy", "5", "Condición impositiva: una razón social de fantasía sólo acepta la condición de fantasía, no «Consumidor Final».")]
    [InlineData("fantasy", "1", "Condición impositiva: una razón social de fantasía sólo acepta la condición de fantasía, no «IVA Responsable Inscripto».")]
    [InlineData("ri", "99", "Condición impositiva: «99» no es una condición de los clientes de una razón social IVA Responsable Inscripto.")]
    [InlineData("ri", "8", "Condición impositiva: " + Foreign)]
    [InlineData("exento", "9", "Condición impositiva: " + Foreign)]
    [Trait("rule", "FBIL-11")]
    public async Task A_pair_that_cannot_be_is_not_offered_and_refused_on_the_server(string issuer, string receiver, string said)
    {
        var firm = await FirmAsync(issuer);
        if (receiver is not ("8" or "9")) Assert.NotEqual(receiver, Chosen(await ChooseAsync(firm, receiver), "condition"));

        var refused = await app.SaveBillingAsync(null, ("firm", $"{firm}"), ("condition", receiver), ("kind", "X"), ("taxes", $"{app.Vat}"));

        BillingApp.Refused(refused, said);
    }

    [Theory]
    [InlineData("ri", "1", "B", "Tipo de factura: «B» no corresponde de IVA Responsable Inscripto a IVA Responsable Inscripto: va A.")]
    [InlineData("ri", "5", "A", "Tipo de factura: «A» no corresponde de IVA Responsable Inscripto a Consumidor Final: va B.")]
    [InlineData("monotributo", "5", "X", "Tipo de factura: «X» no corresponde de Responsable Monotributo a Consumidor Final: va C.")]
    [InlineData("ri", "5", "", "Tipo de factura: elegí uno.")]
    [Trait("rule", "FBIL-12")]
    public async Task Another_letter_is_refused_on_the_server(string issuer, string receiver, string letter, string said) =>
        BillingApp.Refused(
            await app.SaveBillingAsync(null, ("firm", $"{await FirmAsync(issuer)}"), ("condition", receiver), ("kind", letter), ("taxpayer", "30-50001091-2"), ("taxes", $"{app.Vat}")), said);

    [Theory]
    [InlineData("UY", "general", "rut", "F")]
    [InlineData("UY", "minimo", "consumidor_final", "T")]
    [InlineData("CL", "afecto", "empresa", "F")]
    [InlineData("CL", "exento", "consumidor_final", "T")]
    [InlineData("CO", "responsable", "responsable", "F")]
    [InlineData("CO", "no_responsable", "consumidor_final", "F T")]
    [InlineData("MX", "601", "616", "F")]
    [InlineData("MX", "626", "601", "F")]
    [InlineData("PE", "general", "ruc", "F")]
    [InlineData("PE", "rus", "ruc", "T")]
    [InlineData("PY", "general", "consumidor_final", "F T")]
    [InlineData("EC", "rimpe_popular", "consumidor_final", "T")]
    [InlineData("EC", "general", "cedula", "F")]
    [InlineData("BR", "simples", "contribuinte", "F")]
    public async Task Other_countries_have_letters_of_their_own(string country, string issuer, string receiver, string letters)
    {
        var page = await ChooseAsync(await app.FirmOfAsync(country, issuer), receiver);

        Assert.Equal(letters.Split(' '), page.Document.QuerySelectorAll("[id='billing.client.kind'] option").Select(option => option.GetAttribute("value")).Where(value => value != ""));
        Assert.Equal(letters.Length == 1 ? letters : "", Chosen(page, "kind"));
    }

    private async Task<Guid> FirmAsync(string issuer) => issuer == "fantasy" ? app.Fantasy : await app.FirmOfAsync("AR", issuer);

    private Task<Page> ChooseAsync(Guid firm, string condition) =>
        app.Admin.GetPartAsync($"/billing/client-form?billing.client.country=AR&billing.client.firm={firm}&billing.client.condition={condition}");

    private static string? Chosen(Page page, string field) =>
        ((AngleSharp.Html.Dom.IHtmlSelectElement)page.Document.QuerySelector($"[id='billing.client.{field}']")!).Value;
}
