using Wisp.Modules.Clients.Domain;

namespace Wisp.Clients.Tests.Rules;

[Trait("rule", "FORM-10")]
[Trait("case", "C06")]
public sealed class DocumentTests
{
    [Theory]
    [InlineData("33-69345023-9")]
    [InlineData("20-05536168-2")]
    [InlineData("20-26756539-3")]
    [InlineData("30-50001091-2")]
    [InlineData("30-99903208-3")]
    [InlineData("30-54666656-1")]
    [InlineData("27-10000005-4")]
    [InlineData("20-12345678-6")]
    [InlineData("20-12345684-0")]
    [InlineData("23-10000005-9")]
    [InlineData("23-10000002-4")]
    [InlineData("33-70000013-9")]
    public void A_tax_number_with_the_right_digit_is_taken(string number)
    {
        var values = Drafts.Accepted(Client("CUIT", number));
        Assert.Equal(number, values.Document);
        Assert.Equal(number.Replace("-", "", StringComparison.Ordinal), values.DocumentKey);
        Assert.Equal("CUIT", Drafts.Accepted(Client(null, number)).DocumentType);
    }

    [Theory]
    [InlineData("20-26756539-2", "CheckDigit")]
    [InlineData("20267565392", "CheckDigit")]
    [InlineData("30-70707070-7", "CheckDigit")]
    [InlineData("27-11111111-4", "CheckDigit")]
    [InlineData("30-71000000-0", "CheckDigit")]
    [InlineData("20-10000005-9", "CheckDigit")]
    [InlineData("20-12345693-9", "CheckDigit")]
    [InlineData("23-00000000-0", "CheckDigit")]
    [InlineData("30-00000000-7", "CheckDigit")]
    [InlineData("20-00000000-1", "CheckDigit")]
    [InlineData("99-12345678-1", "Prefix")]
    [InlineData("20-1234567-8", "Length")]
    [InlineData("20-1234567A-8", "Characters")]
    public void A_wrong_tax_number_is_refused_with_the_reason(string number, string fault) =>
        Assert.Equal($"rule.document.{fault}", Drafts.Refused(Client("CUIT", number)).Rule);

    [Theory]
    [InlineData("4.123.456", "4123456")]
    [InlineData("20.417.833", "20417833")]
    [InlineData("20 417 833", "20417833")]
    [InlineData("20–417–833", "20417833")]
    public void A_dni_is_told_by_its_length_and_compared_bare(string number, string key)
    {
        var values = Drafts.Accepted(Client(null, number));
        Assert.Equal(("DNI", key), (values.DocumentType, values.DocumentKey));
    }

    [Fact]
    public void A_number_of_no_known_shape_asks_for_its_type() =>
        Assert.Equal("rule.document-type", Drafts.Refused(Client(null, "AB123456")).Rule);

    [Theory]
    [Trait("rule", "FORM-11")]
    [InlineData("CL", "60.803.000-k", "60803000-K", "60803000K")]
    [InlineData("BR", "12.abc.345/01de-35", "12ABC34501DE35", "12ABC34501DE35")]
    [InlineData("UY", "4.123.456-3", "4123456/3", "41234563")]
    [InlineData("MX", "sat 970701 nn3", "SAT-970701-NN3", "SAT970701NN3")]
    public void One_number_has_one_key_however_it_is_typed(string country, string one, string other, string key)
    {
        Assert.Equal(key, Drafts.Accepted(Client(null, one), country).DocumentKey);
        Assert.Equal(key, Drafts.Accepted(Client(null, other), country).DocumentKey);
        Assert.Equal(one, Drafts.Accepted(Client(null, one), country).Document);
    }

    [Fact]
    public void A_type_without_a_number_is_dropped() => Assert.Null(Drafts.Accepted(Client("DNI", " ")).DocumentType);

    [Fact]
    public void Other_countries_take_any_number() =>
        Assert.Equal("41234567", Drafts.Accepted(Client(null, "4.123.456-7"), "BO").DocumentKey);

    private static ClientDraft Client(string? type, string number) => new() { Name = "Ana", DocumentType = type, Document = number };
}
