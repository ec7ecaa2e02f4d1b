using Microsoft.Extensions.Localization;
using Wisp.Sdk;

namespace Wisp.Runtime.Tables;

/// <summary>The rows under a file's headings, with sentences for what goes wrong.</summary>
internal sealed class OpenedRows : ITableRows
{
    private readonly IFileRows _rows;
    private readonly IStringLocalizer _text;

    private OpenedRows(IFileRows rows, IStringLocalizer text)
    {
        _rows = rows;
        _text = text;
    }

    public IReadOnlyList<string> Headings { get; private set; } = [];

    public int Line => _rows.Line;

    public int Number => Math.Max(0, _rows.Number);

    public string[] Cells => _rows.Cells;

    public bool IsMalformed => _rows.IsMalformed;

    public static async Task<OpenedRows> AtFirstAsync(IFileRows rows, IStringLocalizer text)
    {
        var opened = new OpenedRows(rows, text);
        try
        {
            if (await opened.NextAsync()) opened.Headings = FirstRows.HeadingsOf(opened.Cells);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public async ValueTask<bool> NextAsync()
    {
        try
        {
            return await _rows.NextAsync();
        }
        catch (UnreadableFileException unreadable)
        {
            throw unreadable.Told(_text);
        }
    }

    public void Dispose() => _rows.Dispose();
}
