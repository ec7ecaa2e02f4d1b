using Wisp.Runtime.Tables;

namespace Wisp.Runtime.Tests.Tables;

[Trait("rule", "IMP-01")]
public sealed class SeparatorTests
{
    private const string Commas = "nombre;saldo;direccion\nPérez, Ana;1.234,50;Calle 1, 2, 3\nGómez, Luis;10,00;Av. 9, 1";

    [Fact]
    public async Task A04_commas_in_the_text_do_not_mislead()
    {
        var head = await Heads.OfAsync(Commas);

        Assert.Equal(';', head.Separator);
        Assert.Equal(3, head.Headings.Count);
        Assert.Equal("Calle 1, 2, 3", Heads.Cell(head, 0, "direccion"));
    }

    [Fact]
    public async Task A04_a_person_can_choose_another() =>
        Assert.Equal(',', (await Heads.OfAsync(Bytes.Of(Commas), separator: "comma")).Separator);

    [Theory]
    [InlineData("name,email\n\"Pérez; Ana\",a@x.example\n\"Gómez; Luis; h\",b@x.example", ',')]
    [InlineData("name|email\nAna, María|a@x.example\n", '|')]
    [InlineData("name\temail\nAna\ta@x.example\n", '\t')]
    [InlineData("nombre\nPérez, Ana\nGómez\n", ';')]
    [InlineData("nombre,saldo\n\"dos\nrenglones; uno\",1\nAna,2\n", ',')]
    public async Task It_is_found(string text, char separator) => Assert.Equal(separator, (await Heads.OfAsync(text)).Separator);
}
