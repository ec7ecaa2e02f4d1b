using ExcelDataReader;

namespace Wisp.Modules.Clients.Features.Import.Reading.Workbooks;

/// <summary>The rows of a sheet; each is as wide as the headings, wider where it has more.</summary>
internal sealed class SheetRows(Workbook workbook, IExcelDataReader reader) : IFileRows
{
    /// <summary>What stands further right was never meant as data; one more than the headings that a file may have.</summary>
    public const int MostColumns = FileColumns.Most + 1;

    private int _width;

    public int Line { get; private set; }

    public int Number { get; private set; } = -1;

    public string[] Cells { get; private set; } = [];

    public bool IsMalformed => false;

    public ValueTask<bool> NextAsync() => ValueTask.FromResult(Workbook.Guarded(Next));

    public void Dispose() => workbook.Dispose();

    private bool Next()
    {
        while (reader.Read())
        {
            var cells = Read();
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            Line = reader.Depth + 1;
            Cells = cells;
            if (++Number == 0) _width = cells.Length;
            return true;
        }

        return false;
    }

    private string[] Read()
    {
        var cells = new string[Math.Min(reader.FieldCount, MostColumns)];
        var filled = 0;
        for (var i = 0; i < cells.Length; i++)
            if ((cells[i] = SheetCell.Text(reader, i)).Length > 0) filled = i + 1;
        var width = Math.Max(filled, _width);
        if (width < cells.Length) return cells[..width];
        Array.Resize(ref cells, width);
        return cells;
    }
}
