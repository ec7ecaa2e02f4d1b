using Wisp.Modules.Clients.Features.Import.Reading;

namespace Wisp.Clients.Tests.Reading;

[Trait("rule", "IMP-01")]
public sealed class SeparatorTests
{
    private const string Commas = "nombre;saldo;direccion\nPérez, Ana;1.234,50;Calle 1, 2, 3\nGómez, Luis;10,00;Av. 9, 1";

    [Fact]
    public async Task A04_commas_in_the_text_do_not_mislead()
    {
        var head = await Bytes.HeadAsync(Commas);

        Assert.Equal(';', head.Separator);
        Assert.Equal(3, head.Columns.All.Count);
        Assert.Equal("Calle 1, 2, 3", Bytes.Cell(head, 0, ImportField.Address));
        Assert.Equal(ColumnUse.Unknown, head.Columns.All[1].Use);
    }

    [Fact]
    public async Task A04_a_person_can_choose_another() =>
        Assert.Equal(',', (await Bytes.HeadAsync(Bytes.Of(Commas), separator: ',')).Separator);

    [Theory]
    [InlineData("name,email\n\"Pérez; Ana\",a@x.example\n\"Gómez; Luis; h\",b@x.example", ',')]
    [InlineData("name|email\nAna, María|a@x.example\n", '|')]
    [InlineData("name\temail\nAna\ta@x.example\n", '\t')]
    [InlineData("nombre\nPérez, Ana\nGómez\n", ';')]
    [InlineData("nombre,saldo\n\"dos\nrenglones; uno\",1\nAna,2\n", ',')]
    public async Task It_is_found(string text, char separator) => Assert.Equal(separator, (await Bytes.HeadAsync(text)).Separator);
}
