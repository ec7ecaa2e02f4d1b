using Wisp.Sdk;

namespace Wisp.Runtime.Tables;

/// <summary>Headings and first rows, as far as the beginning of a file tells them.</summary>
internal sealed record FirstRows(IReadOnlyList<string> Headings, IReadOnlyList<TableRow> Rows, Refusal? Refusal)
{
    /// <summary>Headings that a file may have.</summary>
    public const int MostColumns = 256;

    /// <param name="rows">The records.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="isWhole">Whether the file ends where the records end; else the last of them may be cut off.</param>
    public static async Task<FirstRows> ReadAsync(IFileRows rows, int count, bool isWhole)
    {
        var found = new List<TableRow>();
        IReadOnlyList<string> headings = [];
        try
        {
            if (!await rows.NextAsync()) return new([], found, new("table.empty"));
            headings = HeadingsOf(rows.Cells);
            if (headings.Count > MostColumns) return new([], found, new("table.columns", MostColumns));
            while (found.Count <= count && await rows.NextAsync()) found.Add(new(rows.Line, rows.Cells, rows.IsMalformed));
            if (found.Count > count || (!isWhole && found.Count > 0)) found.RemoveAt(found.Count - 1);
        }
        catch (UnreadableFileException unreadable) when (isWhole)
        {
            return new(headings, found, unreadable.Refusal);
        }
        catch (UnreadableFileException)
        {
            // Cut off within quotes.
        }

        return new(headings, found, null);
    }

    // Spreadsheets write separators for columns that nobody used.
    public static IReadOnlyList<string> HeadingsOf(string[] cells) => [.. cells[..(Array.FindLastIndex(cells, h => !string.IsNullOrWhiteSpace(h)) + 1)].Select(h => h.Trim())];
}
