using System.Globalization;
using System.Xml;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>Reads the rows of an XLSX sheet as its XML goes by.</summary>
internal sealed class SheetReader(XmlReader xml, SharedTexts texts, CellFormats formats)
{
    private readonly string[] _cells = new string[Workbook.MostColumns];

    public IEnumerable<(int Line, string[] Cells)> Rows()
    {
        var line = 0;
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" }) continue;
            line = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : line + 1;
            yield return (line, _cells[..Cells()]);
        }
    }

    /// <summary>Fills the row's cells.</summary>
    /// <returns>How many there are.</returns>
    private int Cells()
    {
        if (xml.IsEmptyElement) return 0;
        var (depth, column, count) = (xml.Depth, -1, 0);
        Array.Fill(_cells, "");
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;
            column = Column(xml.GetAttribute("r")) ?? column + 1;
            var cell = Cell();
            if (column >= _cells.Length || cell.Length == 0) continue;
            _cells[column] = cell;
            count = Math.Max(count, column + 1);
        }

        return count;
    }

    private string Cell()
    {
        var (kind, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
        if (xml.IsEmptyElement) return "";
        var (depth, value) = (xml.Depth, "");
        while (xml.Read() && xml.Depth > depth)
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" }) value = SheetXml.Text(xml);
        return value.Length == 0 ? "" : Shown(value, kind, style);
    }

    private string Shown(string value, string? kind, string? style) => kind switch
    {
        "s" => texts[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)],
        "b" => SheetCell.Text(value is "1" or "true", null),
        "d" when DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date) => SheetCell.Text(date, null),
        null or "n" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => formats.Show(number, style),
        _ => value,
    };

    // The letters of "AB12".
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (letter is < 'A' or > 'Z') break;
            column = Math.Min((column * 26) + (letter - 'A' + 1), Workbook.MostColumns + 1);
        }

        return column == 0 ? null : column - 1;
    }
}
