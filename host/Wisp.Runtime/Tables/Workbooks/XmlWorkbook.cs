using System.IO.Compression;
using System.Xml;
using Wisp.Sdk;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>
/// An XLSX, read by ourselves because the reader for the others scans each sheet before its first row and holds every text as an
/// object: 100,000 rows took it two seconds for a preview and 300 MB.
/// </summary>
internal sealed class XmlWorkbook : Workbook
{
    private readonly FileStream _file;
    private readonly ZipArchive _archive;
    private readonly IReadOnlyList<SheetPart> _sheets;
    private readonly CellFormats _formats;
    private readonly SharedTexts _texts;

    public XmlWorkbook(FileStream file)
    {
        _file = file;
        _archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        (_sheets, var daysFrom1904) = SheetParts.Read(_archive);
        _formats = CellFormats.Read(_archive, daysFrom1904);
        _texts = new SharedTexts(_archive);
    }

    public override IReadOnlyList<TableSheet> Sheets() => Guarded(() =>
        _sheets.Select((part, index) => (Part: part, Sheet: new TableSheet(index, part.Name)))
            .Where(s => s.Part.IsVisible && Read(s.Part).Any(row => !Array.TrueForAll(row.Cells, string.IsNullOrWhiteSpace)))
            .Select(s => s.Sheet).ToList());

    public override IFileRows Rows(int sheet) => sheet >= 0 && sheet < _sheets.Count
        ? new SheetRows(this, Read(_sheets[sheet]))
        : throw new UnreadableFileException(new("table.workbook-broken"));

    public override void Dispose()
    {
        _texts.Dispose();
        _archive.Dispose();
        _file.Dispose();
    }

    private IEnumerable<(int Line, string[] Cells)> Read(SheetPart part)
    {
        using var xml = SheetXml.Open(_archive, part.Path) ?? throw new XmlException($"{part.Path} is missing.");
        foreach (var row in new SheetReader(xml, _texts, _formats).Rows()) yield return row;
    }
}
