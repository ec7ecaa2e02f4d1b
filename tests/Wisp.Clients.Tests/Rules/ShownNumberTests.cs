using Wisp.Modules.Clients.Domain.Documents;

namespace Wisp.Clients.Tests.Rules;

[Trait("rule", "FORM-10")]
[Trait("case", "C06")]
public sealed class ShownNumberTests
{
    [Theory]
    [InlineData("AR", "CUIT", "20267565393", "20-26756539-3")]
    [InlineData("AR", "DNI", "20 417 833", "20.417.833")]
    [InlineData("AR", "DNI", "7654321", "7.654.321")]
    [InlineData("AR", "PAS", "aab123456", "AAB123456")]
    [InlineData("BR", "CPF", "39053344705", "390.533.447-05")]
    [InlineData("BR", "CNPJ", "12abc34501de35", "12.ABC.345/01DE-35")]
    [InlineData("CL", "RUT", "760864285", "76.086.428-5")]
    [InlineData("CL", "RUT", "60803000k", "60.803.000-K")]
    [InlineData("CO", "NIT", "8001972684", "800.197.268-4")]
    [InlineData("CO", "NIT", "800197268", "800.197.268")]
    [InlineData("CO", "CC", "1012345678", "1.012.345.678")]
    [InlineData("DO", "RNC", "101850043", "1-01-85004-3")]
    [InlineData("EC", "RUC", "1710034065001", "1710034065001")]
    [InlineData("MX", "RFC", "sat-970701-nn3", "SAT970701NN3")]
    [InlineData("PE", "RUC", "20131312955", "20131312955")]
    [InlineData("PY", "RUC", "800280610", "80028061-0")]
    [InlineData("UY", "CI", "41234563", "4.123.456-3")]
    [InlineData("UY", "CI", "2345674", "234.567-4")]
    [InlineData("UY", "RUT", "211003420017", "21-100342-001-7")]
    [InlineData("VE", "RIF", "v114702834", "V-11470283-4")]
    [InlineData("VE", "CI", "v11470283", "V-11.470.283")]
    [InlineData("BO", "ID", "4123456-1a", "41234561A")]
    public void A_number_is_shown_with_the_separators_of_its_country(string country, string type, string typed, string shown)
    {
        Assert.Equal(shown, CountryDocuments.Show(country, type, typed));
        Assert.Equal(shown, CountryDocuments.Show(country, type, DocumentKey.Of(typed)));
        Assert.Equal(shown, CountryDocuments.Show(country, type, shown));
    }

    [Theory]
    [InlineData("UY", "ID", "4.123.456-7")]
    [InlineData("AR", "CUIT", "20-2675653")]
    [InlineData("AR", null, "20267565393")]
    public void A_number_of_no_known_shape_is_shown_as_typed(string country, string? type, string typed) =>
        Assert.Equal(typed, CountryDocuments.Show(country, type, typed));
}
