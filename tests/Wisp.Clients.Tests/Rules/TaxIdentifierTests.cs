using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Integration;

namespace Wisp.Clients.Tests.Rules;

[Trait("rule", "FORM-10")]
[Trait("case", "C06")]
public sealed class TaxIdentifierTests
{
    private readonly TaxIdentifiers tax = new();

    [Theory]
    [InlineData("AR", "CUIT,CUIL,CDI")]
    [InlineData("BR", "CPF,CNPJ")]
    [InlineData("CL", "RUT")]
    [InlineData("MX", "RFC")]
    [InlineData("UY", "RUT")]
    [InlineData("XX", "TAX")]
    public void A_country_has_its_types(string country, string types) => Assert.Equal(types.Split(','), tax.TypesOf(country));

    [Theory]
    [InlineData("AR", "20-26756539-3", "CUIT", "20267565393", null, false)]
    [InlineData("AR", "20267565392", "CUIT", "20267565392", TaxIdentifierFault.CheckDigit, true)]
    [InlineData("AR", "12345678", "CUIT", "12345678", TaxIdentifierFault.Length, true)]
    [InlineData("AR", "99-12345678-1", "CUIT", "99123456781", TaxIdentifierFault.Prefix, true)]
    [InlineData("BR", " 12.abc.345/01de-35 ", "CNPJ", "12ABC34501DE35", null, false)]
    [InlineData("BR", "390.533.447-05", "CPF", "39053344705", null, false)]
    [InlineData("CL", "60.803.000–k", "RUT", "60803000K", null, false)]
    [InlineData("CO", "800197268-5", "NIT", "8001972685", TaxIdentifierFault.CheckDigit, true)]
    [InlineData("MX", "SAT970701NN4", "RFC", "SAT970701NN4", TaxIdentifierFault.CheckDigit, false)]
    [InlineData("MX", "GODE561331GR8", "RFC", "GODE561331GR8", TaxIdentifierFault.Part, true)]
    [InlineData("UY", "21-10034A-001-7", "RUT", "2110034A0017", TaxIdentifierFault.Characters, true)]
    [InlineData("UY", " - ", "RUT", "", TaxIdentifierFault.Length, true)]
    public void A_number_is_checked_as_what_its_shape_says(string country, string number, string type, string key, TaxIdentifierFault? fault, bool isHard)
    {
        var check = tax.Check(country, number);

        Assert.Equal(new TaxIdentifierCheck(type, key, fault, isHard), check);
        Assert.Equal(fault is null, check.IsValid);
    }

    [Fact]
    public void The_type_may_be_said()
    {
        Assert.Equal("CUIL", tax.Check("AR", "20-26756539-3", "cuil").Type);
        Assert.Equal(TaxIdentifierFault.Length, tax.Check("BR", "390.533.447-05", "CNPJ").Fault);
        Assert.Throws<ArgumentException>(() => tax.Check("AR", "20417833", "DNI"));
        Assert.Throws<ArgumentException>(() => tax.Show("AR", "20417833", "RUT"));
    }

    [Theory]
    [InlineData("AR", "20267565393", "20-26756539-3")]
    [InlineData("CL", "760864285", "76.086.428-5")]
    [InlineData("BR", "00000000000191", "00.000.000/0001-91")]
    [InlineData("AR", "2026", "2026")]
    [InlineData("UY", "", "")]
    public void A_number_is_shown_with_its_separators(string country, string number, string shown) => Assert.Equal(shown, tax.Show(country, number));
}
