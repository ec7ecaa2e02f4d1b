using Wisp.Runtime.Tables;

namespace Wisp.Runtime.Tests.Tables;

[Trait("rule", "IMP-01")]
public sealed class RowTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Lines_are_those_of_the_file(string end)
    {
        var rows = await Heads.RowsAsync(string.Join(end, "nombre;notas", "", "Ana;\"uno", "dos\"", ";", "Luis;\"a \"\"b\"\"\"", ""));

        Assert.Equal([1, 3, 6], rows.Select(r => r.Line));
        Assert.Equal($"uno{end}dos", rows[1].Cells[1]);
        Assert.Equal("a \"b\"", rows[2].Cells[1]);
    }

    [Theory]
    [InlineData("Ana \"Nita\" Díaz;x")]
    [InlineData("\"Ana\" Díaz;x")]
    public async Task Stray_quotes_spoil_their_row_alone(string row)
    {
        var rows = await Heads.RowsAsync($"nombre;notas\n{row}\nLuis;y\n");

        Assert.Equal([false, true, false], rows.Select(r => r.Bad));
        Assert.Equal("Luis", rows[2].Cells[0]);
    }

    [Fact]
    public async Task An_unclosed_quote_is_named_and_does_not_fill_the_memory()
    {
        using var rows = new CsvRows(new StreamReader(new EndlessStream("nombre;notas\nAna;\"x\n"u8, "Luis;y\n"u8, 300_000_000)), ';');

        await rows.NextAsync();
        var unclosed = await Assert.ThrowsAsync<UnreadableFileException>(async () => await rows.NextAsync());
        Assert.Equal(("table.quote", 2), (unclosed.Refusal.Key, unclosed.Refusal.Values.Single()));
    }
}
