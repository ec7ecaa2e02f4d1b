using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Wisp.Testing;

/// <summary>Workbooks as spreadsheets save them, as small as they can be.</summary>
public static class Xlsx
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A number with a format, such as <c>00000000</c>.</summary>
    public sealed record Shown(double Number, string Format);

    /// <summary>What a formula that failed leaves.</summary>
    public sealed record Failed(string Error);

    public static byte[] Of(params object?[][] rows) => Of(("Hoja1", rows));

    public static byte[] Of(params (string Name, object?[][] Rows)[] sheets)
    {
        var file = new MemoryStream();
        Write(file, sheets.Select(s => (s.Name, (IEnumerable<object?[]>)s.Rows)).ToArray());
        return file.ToArray();
    }

    public static void Write(Stream target, params (string Name, IEnumerable<object?[]> Rows)[] sheets)
    {
        var (texts, formats) = (new Dictionary<string, int>(), new List<string>());
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        for (var i = 0; i < sheets.Length; i++)
        {
            using var sheet = Entry(archive, $"xl/worksheets/sheet{i + 1}.xml");
            sheet.Write($"<worksheet xmlns=\"{Main}\"><sheetData>");
            var line = 0;
            foreach (var row in sheets[i].Rows)
            {
                line++;
                if (row.Length == 0) continue;
                sheet.Write($"<row r=\"{line}\">");
                for (var column = 0; column < row.Length; column++) sheet.Write(Cell(row[column], $"{Column(column)}{line}", texts, formats));
                sheet.Write("</row>");
            }

            sheet.Write("</sheetData></worksheet>");
        }

        Write(archive, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(texts.Keys.Select(t => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(t)}</t></si>"))}</sst>");
        Write(archive, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts>{string.Concat(formats.Select((f, i) => $"<numFmt numFmtId=\"{170 + i}\" formatCode=\"{SecurityElement.Escape(f)}\"/>"))}</numFmts><cellXfs><xf numFmtId=\"0\"/>{string.Concat(formats.Select((_, i) => $"<xf numFmtId=\"{170 + i}\" applyNumberFormat=\"1\"/>"))}</cellXfs></styleSheet>");
        Write(archive, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{SecurityElement.Escape(s.Name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>");
        Write(archive, "xl/_rels/workbook.xml.rels", Relations([.. sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i + 1}.xml")), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]));
        Write(archive, "_rels/.rels", Relations([("officeDocument", "xl/workbook.xml")]));
        Write(archive, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
    }

    private static string Cell(object? value, string at, Dictionary<string, int> texts, List<string> formats)
    {
        return value switch
        {
            null => "",
            string text => $"<c r=\"{at}\" t=\"s\"><v>{(texts.TryGetValue(text, out var known) ? known : texts[text] = texts.Count)}</v></c>",
            bool yes => $"<c r=\"{at}\" t=\"b\"><v>{(yes ? 1 : 0)}</v></c>",
            DateTime time => Number(time.ToOADate(), time.TimeOfDay == TimeSpan.Zero ? "dd/mm/yyyy" : "dd/mm/yyyy hh:mm"),
            Shown shown => Number(shown.Number, shown.Format),
            Failed failed => $"<c r=\"{at}\" t=\"e\"><v>{failed.Error}</v></c>",
            _ => $"<c r=\"{at}\"><v>{Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        };

        string Number(double number, string format)
        {
            if (!formats.Contains(format)) formats.Add(format);
            return $"<c r=\"{at}\" s=\"{formats.IndexOf(format) + 1}\"><v>{number.ToString("R", CultureInfo.InvariantCulture)}</v></c>";
        }
    }

    private static string Column(int index) => index < 26 ? $"{(char)('A' + index)}" : Column((index / 26) - 1) + (char)('A' + (index % 26));

    private static string Relations((string Kind, string Target)[] relations) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(relations.Select((r, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Office}/{r.Kind}\" Target=\"{r.Target}\"/>"))}</Relationships>";

    private static void Write(ZipArchive archive, string name, string text)
    {
        using var entry = Entry(archive, name);
        entry.Write(text);
    }

    private static StreamWriter Entry(ZipArchive archive, string name) => new(archive.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
}
