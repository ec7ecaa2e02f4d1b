namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>Headings and first rows, as far as the beginning of a file tells them.</summary>
internal sealed record FirstRows(FileColumns Columns, IReadOnlyList<HeadRow> Rows, Refusal? Refusal)
{
    /// <param name="rows">The records.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="isWhole">Whether the file ends where the records end; else the last of them may be cut off.</param>
    public static async Task<FirstRows> ReadAsync(IFileRows rows, int count, bool isWhole)
    {
        var found = new List<HeadRow>();
        var columns = FileColumns.Of([]);
        try
        {
            if (!await rows.NextAsync()) return new(columns, found, new("refusal.empty"));
            columns = FileColumns.Of(rows.Cells);
            if (columns.All.Count > FileColumns.Most) return new(FileColumns.Of([]), found, new("refusal.columns", FileColumns.Most));
            while (found.Count <= count && await rows.NextAsync())
                found.Add(new(rows.Line, rows.Cells, !columns.Fits(rows.Cells), rows.IsMalformed));
            if (found.Count > count || (!isWhole && found.Count > 0)) found.RemoveAt(found.Count - 1);
        }
        catch (UnreadableFileException unreadable) when (isWhole)
        {
            return new(columns, found, unreadable.Refusal);
        }
        catch (UnreadableFileException)
        {
            // Cut off within quotes.
        }

        return new(columns, found, null);
    }
}
