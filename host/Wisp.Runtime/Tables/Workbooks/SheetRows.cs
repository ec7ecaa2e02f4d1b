namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>The rows of a sheet; each is as wide as the headings, wider where it has more.</summary>
internal sealed class SheetRows(Workbook workbook, IEnumerable<(int Line, string[] Cells)> rows) : IFileRows
{
    private readonly IEnumerator<(int Line, string[] Cells)> _rows = rows.GetEnumerator();
    private int _width;

    public int Line { get; private set; }

    public int Number { get; private set; } = -1;

    public string[] Cells { get; private set; } = [];

    public bool IsMalformed => false;

    public ValueTask<bool> NextAsync() => ValueTask.FromResult(Workbook.Guarded(Next));

    public void Dispose()
    {
        _rows.Dispose();
        workbook.Dispose();
    }

    private bool Next()
    {
        while (_rows.MoveNext())
        {
            var (line, cells) = _rows.Current;
            var filled = Array.FindLastIndex(cells, cell => cell.Length > 0) + 1;
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            if (++Number == 0) _width = filled;
            Array.Resize(ref cells, Math.Max(filled, _width));
            for (var i = 0; i < cells.Length; i++) cells[i] ??= "";
            (Line, Cells) = (line, cells);
            return true;
        }

        return false;
    }
}
