namespace Wisp.Runtime.Tests.Tables;

/// <summary>Columns by their headings or as a person chose them.</summary>
[Trait("rule", "IMP-01")]
public sealed class ColumnTests
{
    private enum Place
    {
        Name,
        Zone,
        Document,
        Details,
    }

    private static readonly IReadOnlyDictionary<string, Place> Known = TableHeading.Index(new Dictionary<Place, string[]>
    {
        [Place.Name] = ["Nombre"], [Place.Zone] = ["Zona"], [Place.Document] = ["Documento"], [Place.Details] = ["Notas", "notas "],
    });

    [Fact]
    public async Task Ragged_rows_are_told_from_those_with_empty_cells_at_the_end()
    {
        var (columns, rows) = await ReadAsync("nombre;zona\nAna\nLuis;Norte;x\nEva;Sur;;\n");

        Assert.Equal([false, false, true], rows.Select(columns.Fits));
    }

    [Fact]
    public async Task A08_A14_cells_are_the_rows_own_and_zero_is_a_text()
    {
        var (columns, rows) = await ReadAsync("nombre;zona;documento;notas\nAna;Norte;0;0\nLuis;;;\n");

        Assert.Equal("0", columns.Cell(rows[0], Place.Document));
        Assert.Equal("0", columns.Cell(rows[0], Place.Details));
        Assert.Null(columns.Cell(rows[1], Place.Zone));
        Assert.Null(columns.Cell(rows[1], Place.Document));
    }

    [Fact]
    public void A_person_may_choose_otherwise_and_what_names_no_field_fills_none()
    {
        var columns = Columns(["nombre", "apodo", "zona"]).With(["Details", "Name", "1"]);

        Assert.Equal(["Details", "Name", null], columns.FieldNames);
        Assert.Equal(("apodo", false), (columns.Heading(Place.Name), columns.Has(Place.Zone)));
        Assert.Equal(2, Columns(["a", "b", "c"]).With(["", "Zone"]).TwinOf(1) ?? 2);
        Assert.Equal(1, columns.With(["", "Zone", "Zone"]).TwinOf(2));
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
    public void The_apostrophe_of_an_export_is_taken_off(string cell, string text) => Assert.Equal(text, Columns(["nombre"]).Cell([cell], Place.Name));

    private static TableColumns<Place> Columns(IEnumerable<string> headings) =>
        new(headings, heading => Known.TryGetValue(TableHeading.Fold(heading), out var field) ? field : null);

    private static async Task<(TableColumns<Place> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)> ReadAsync(string text)
    {
        var head = await Heads.OfAsync(text);
        return (Columns(head.Headings), [.. head.Rows.Select(row => row.Cells)]);
    }
}
