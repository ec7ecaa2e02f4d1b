using System.Globalization;
using System.IO.Compression;
using ExcelDataReader.Core.NumberFormat;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>How a number of an XLSX is shown, by the style of its cell: as a date, a time, or a number with a format.</summary>
internal sealed class CellFormats
{
    private const int DaysTo1904 = 1462;
    private const double LastDay = 2_958_466; // 31 December 9999
    private readonly List<NumberFormatString?> _formats = [];
    private readonly bool _daysFrom1904;

    private CellFormats(bool daysFrom1904) => _daysFrom1904 = daysFrom1904;

    public static CellFormats Read(ZipArchive archive, bool daysFrom1904)
    {
        var formats = new CellFormats(daysFrom1904);
        var codes = new Dictionary<int, string>();
        var isOfCells = false;
        foreach (var element in SheetXml.Elements(archive, "xl/styles.xml", "numFmt", "cellXfs", "cellStyleXfs", "cellStyles", "xf"))
            if (element.LocalName == "numFmt") codes.TryAdd(Number(element.GetAttribute("numFmtId")), element.GetAttribute("formatCode") ?? "");
            else if (element.LocalName != "xf") isOfCells = element.LocalName == "cellXfs";
            else if (isOfCells) formats._formats.Add(Format(Number(element.GetAttribute("numFmtId")), codes));
        return formats;
    }

    public string Show(double number, string? style)
    {
        if (_formats.ElementAtOrDefault(Number(style)) is not { } format) return SheetCell.Text(number, null);
        if (format.IsDateTimeFormat && number is >= 0 and < LastDay - DaysTo1904)
            return SheetCell.Text(DateTime.FromOADate(Math.Round((number + (_daysFrom1904 ? DaysTo1904 : 0)) * 86400) / 86400), null);
        return format.IsTimeSpanFormat && Math.Abs(number) < LastDay ? SheetCell.Text(TimeSpan.FromDays(number), null) : SheetCell.Text(number, format.FormatString);
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Formats that every spreadsheet knows by their number; only dates and times among them look otherwise than the number.
    private static NumberFormatString? Format(int id, Dictionary<int, string> codes) => id switch
    {
        _ when codes.TryGetValue(id, out var code) => new NumberFormatString(code),
        14 or 15 or 16 or 17 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => new("dd/mm/yyyy"),
        22 => new("dd/mm/yyyy hh:mm"),
        18 or 19 or 20 or 21 or 45 or 47 or (>= 32 and <= 35) or 55 or 56 => new("hh:mm"),
        46 => new("[h]:mm"),
        _ => null,
    };
}
