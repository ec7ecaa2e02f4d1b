using Wisp.Modules.Clients.Features.Import.Reading;

namespace Wisp.Clients.Tests.Reading;

[Trait("rule", "IMP-01")]
public sealed class RowTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Lines_are_those_of_the_file(string end)
    {
        var rows = await Bytes.RowsAsync(string.Join(end, "nombre;notas", "", "Ana;\"uno", "dos\"", ";", "Luis;\"a \"\"b\"\"\"", ""));

        Assert.Equal([1, 3, 6], rows.Select(r => r.Line));
        Assert.Equal($"uno{end}dos", rows[1].Cells[1]);
        Assert.Equal("a \"b\"", rows[2].Cells[1]);
    }

    [Theory]
    [InlineData("Ana \"Nita\" Díaz;x")]
    [InlineData("\"Ana\" Díaz;x")]
    public async Task Stray_quotes_spoil_their_row_alone(string row)
    {
        var rows = await Bytes.RowsAsync($"nombre;notas\n{row}\nLuis;y\n");

        Assert.Equal([false, true, false], rows.Select(r => r.Bad));
        Assert.Equal("Luis", rows[2].Cells[0]);
    }

    [Fact]
    public async Task An_unclosed_quote_is_named_and_does_not_fill_the_memory()
    {
        using var rows = new CsvRows(new StreamReader(new EndlessFile("nombre;notas\nAna;\"x\n"u8, "Luis;y\n"u8, 300_000_000)), ';');

        await rows.NextAsync();
        var unclosed = await Assert.ThrowsAsync<UnreadableFileException>(async () => await rows.NextAsync());
        Assert.Equal(("refusal.quote", 2), (unclosed.Refusal.Key, unclosed.Refusal.Values.Single()));
    }

    [Fact]
    public async Task Ragged_rows_are_told_from_those_with_empty_cells_at_the_end()
    {
        var head = await Bytes.HeadAsync("nombre;zona\nAna\nLuis;Norte;x\nEva;Sur;;\n");

        Assert.Equal([true, true, false], head.Rows.Select(r => r.IsRagged));
    }

    [Fact]
    public async Task A08_A14_cells_are_the_rows_own_and_zero_is_a_text()
    {
        var head = await Bytes.HeadAsync("nombre;zona;documento;notas\nAna;Norte;0;0\nLuis;;;\n");

        Assert.Equal("0", Bytes.Cell(head, 0, ImportField.Document));
        Assert.Equal("0", Bytes.Cell(head, 0, ImportField.Details));
        Assert.Null(Bytes.Cell(head, 1, ImportField.Zone));
        Assert.Null(Bytes.Cell(head, 1, ImportField.Document));
    }

    [Theory]
    [Trait("rule", "EXP-06")]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("' @x", "@x")]
    [InlineData("'\t=1", "=1")]
    [InlineData("'+54 11 5555-0000", "+54 11 5555-0000")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData("'", "'")]
    [InlineData("O'Brien", "O'Brien")]
    public void The_apostrophe_of_the_export_is_taken_off(string cell, string text) => Assert.Equal(text, CellText.Clean(cell));
}
