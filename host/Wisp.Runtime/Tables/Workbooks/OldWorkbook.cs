using System.Text;
using ExcelDataReader;
using Wisp.Sdk;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>Workbooks that are no XML: XLS, XLSB, and those with a password, of which only that can be told.</summary>
internal sealed class OldWorkbook : Workbook
{
    private readonly FileStream _file;
    private readonly IExcelDataReader _reader;

    // They name the Windows code page of their texts.
    static OldWorkbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public OldWorkbook(FileStream file)
    {
        _file = file;
        _reader = ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
    }

    public override IReadOnlyList<TableSheet> Sheets() => Guarded(() =>
    {
        var found = new List<TableSheet>();
        var index = 0;
        do
        {
            if (_reader.VisibleState == "visible" && HasRows()) found.Add(new(index, _reader.Name));
            index++;
        }
        while (_reader.NextResult());
        return found;
    });

    public override IFileRows Rows(int sheet) => Guarded(() =>
    {
        _reader.Reset();
        for (var i = 0; i < sheet; i++)
            if (!_reader.NextResult()) throw new UnreadableFileException(new("table.workbook-broken"));
        return new SheetRows(this, Read());
    });

    public override void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private IEnumerable<(int Line, string[] Cells)> Read()
    {
        while (_reader.Read())
            yield return (_reader.Depth + 1, [.. Enumerable.Range(0, Math.Min(_reader.FieldCount, MostColumns)).Select(Cell)]);
    }

    private string Cell(int column) => SheetCell.Text(_reader.GetValue(column), _reader.GetNumberFormatString(column));

    private bool HasRows() => Read().Any(row => !Array.TrueForAll(row.Cells, string.IsNullOrWhiteSpace));
}
