using System.IO.Compression;
using Wisp.Runtime.Tables;

namespace Wisp.Runtime.Tests.Tables;

[Trait("rule", "IMP-01")]
public sealed class WorkbookTests
{
    public static TheoryData<object?, string> Cells => new()
    {
        { 20123456, "20123456" },
        { 20123456789012.0, "20123456789012" },
        { 0.1 + 0.2, "0.3" },
        { -38.5489406, "-38.5489406" },
        { 1e-7, "0.0000001" },
        { "007", "007" },
        { "  Ana  ", "  Ana  " },
        { "Peñaloza & <hijos> 👩‍👩‍👧", "Peñaloza & <hijos> 👩‍👩‍👧" },
        { new DateTime(2026, 3, 9), "09/03/2026" },
        { new DateTime(2026, 3, 9, 14, 5, 0), "09/03/2026 14:05" },
        { true, "Sí" },
        { false, "No" },
        { new Xlsx.Shown(1234567, "00000000"), "01234567" },
        { new Xlsx.Shown(3454123456, "0000-000000"), "3454-123456" },
        { new Xlsx.Shown(1234.5, "#,##0.00"), "1234.5" },
        { new Xlsx.Failed("#N/A"), "#N/A" },
        { "uno_x000D_\ndos", "uno\r\ndos" },
        { new Xlsx.Shown(1.5, "[h]:mm"), "36:00" },
        { 0, "0" },
        { null, "" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    [Trait("case", "A14")]
    public async Task A_cell_is_read_as_it_is_seen(object? cell, string seen)
    {
        var head = await Heads.OfAsync(Xlsx.Of(["nombre", "dato", "fin"], ["Ana", cell, "x"]));

        Assert.Equal([2], head.Rows.Select(r => r.Line));
        Assert.Equal(["Ana", seen, "x"], head.Rows[0].Cells);
    }

    [Fact]
    public async Task Rows_keep_the_number_that_the_sheet_gives_them_and_blank_ones_are_left_out()
    {
        var head = await Heads.OfAsync(Xlsx.Of([], ["nombre", "email", null, ""], [null, "  "], ["Ana"], [], ["Luz", "l@x.example", null, null, "sobra"]));

        Assert.Equal(["nombre", "email"], head.Headings);
        Assert.Equal([(4, 2), (6, 5)], head.Rows.Select(r => (r.Line, r.Cells.Count)));
    }

    [Fact]
    public async Task The_first_sheet_with_something_in_it_is_read_or_the_chosen_one()
    {
        var file = Xlsx.Of(("Vacía", []), ("Norte", [["nombre"], ["Ana"]]), ("Sur", [["name"], ["Luz"]]));

        var first = await Heads.OfAsync(file);
        Assert.Equal([(1, "Norte"), (2, "Sur")], first.Sheets.Select(s => (s.Index, s.Name)));
        Assert.Equal((1, "Ana"), (first.Sheet!.Value, first.Rows[0].Cells[0]));
        Assert.Equal("Luz", (await Heads.OfAsync(file, sheet: 2)).Rows[0].Cells[0]);
        Assert.Equal("Ana", (await Heads.OfAsync(file, sheet: 7)).Rows[0].Cells[0]);
    }

    [Fact]
    public async Task What_unfolds_to_more_than_the_memory_may_hold_is_refused()
    {
        Assert.Equal("table.workbook-large", await RefusalOfAsync(file => Add(file, "xl/sharedStrings.xml", string.Concat(Enumerable.Repeat("<si><t>a</t></si>", 10_000)), 500)));
        Assert.Equal("table.workbook-large", await RefusalOfAsync(file => Add(file, "xl/worksheets/sheet9.xml", new string('x', 1000), 1_100)));
        Assert.Null(await RefusalOfAsync(file => Add(file, "xl/media/picture.xml", string.Concat(Enumerable.Repeat("<a/>", 10_000)), 2_000)));
    }

    [DeepFact]
    public async Task A_sheet_of_more_than_a_gigabyte_is_refused() =>
        Assert.Equal("table.workbook-large", await RefusalOfAsync(file => Add(file, "xl/worksheets/sheet9.xml", new string('<', 1 << 20), 1_025)));

    [Fact]
    public async Task Old_workbooks_are_read_too()
    {
        var head = await Heads.OfAsync(Ole.Xls([["nombre", "documento"], ["Peñaloza", 20123456], [], ["Luz", "007"]]));

        Assert.Equal([(2, "Peñaloza|20123456"), (4, "Luz|007")], head.Rows.Select(r => (r.Line, string.Join('|', r.Cells))));
        Assert.Equal(["Hoja1"], head.Sheets.Select(s => s.Name));
    }

    [Fact]
    public async Task A_password_is_told()
    {
        Assert.Equal("table.password", (await Heads.OfAsync(Ole.Xls([["nombre"], ["Ana"]], locked: true))).Refusal?.Key);
        Assert.Equal("table.password", (await Heads.OfAsync(Ole.LockedXlsx())).Refusal?.Key);
    }

    [Fact]
    public async Task Damaged_and_foreign_ones_are_told_apart()
    {
        var whole = Xlsx.Of(["nombre"], ["Ana"]);
        Assert.Equal("table.workbook-broken", (await Heads.OfAsync(whole[..^40])).Refusal?.Key);
        Assert.Equal("table.workbook-broken", await RefusalOfAsync(file => Add(file, "xl/worksheets/sheet1.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c", 1)));
        Assert.Equal("table.workbook-broken", (await Heads.OfAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])).Refusal?.Key);
        Assert.Equal("table.ods", await RefusalOfAsync(file => Add(file, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", 1)));
        Assert.Equal("table.empty", (await Heads.OfAsync(Xlsx.Of(("Nada", [])))).Refusal?.Key);
        Assert.Equal("table.columns", (await Heads.OfAsync(Xlsx.Of([.. Enumerable.Range(0, 300).Select(i => $"c{i}")]))).Refusal?.Key);
    }

    private static async Task<string?> RefusalOfAsync(Action<ZipArchive> change)
    {
        var file = new MemoryStream();
        file.Write(Xlsx.Of(["nombre"], ["Ana"]));
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true)) change(archive);
        return (await Heads.OfAsync(file.ToArray())).Refusal?.Key;
    }

    private static void Add(ZipArchive archive, string name, string text, int times)
    {
        archive.GetEntry(name)?.Delete();
        using var entry = new StreamWriter(archive.CreateEntry(name).Open());
        for (var i = 0; i < times; i++) entry.Write(text);
    }
}
