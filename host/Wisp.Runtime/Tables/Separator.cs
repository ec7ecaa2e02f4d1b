namespace Wisp.Runtime.Tables;

/// <summary>Separators that a person can choose, and the guess from the first records.</summary>
internal static class Separator
{
    private const int RecordsLookedAt = 30;

    public static IReadOnlyList<char> All { get; } = [';', ',', '\t', '|'];

    /// <summary>Its name in addresses and texts.</summary>
    public static string Name(char separator) => separator switch
    {
        ',' => "comma",
        '\t' => "tab",
        '|' => "bar",
        _ => "semicolon",
    };

    public static char? Find(string? name) => All.Where(s => Name(s) == name).Select(s => (char?)s).FirstOrDefault();

    /// <summary>The one under which most headings are known; then the one that cuts the records most evenly.</summary>
    public static async Task<char> GuessAsync(string head, Func<string, bool> isKnown)
    {
        var best = (Separator: All[0], Known: -1, Even: -1.0, Width: 0);
        foreach (var separator in All)
        {
            var (known, even, width) = await TryAsync(head, separator, isKnown);
            if ((known, even, width).CompareTo((best.Known, best.Even, best.Width)) > 0) best = (separator, known, even, width);
        }

        return best.Separator;
    }

    private static async Task<(int Known, double Even, int Width)> TryAsync(string head, char separator, Func<string, bool> isKnown)
    {
        using var rows = new CsvRows(new StringReader(head), separator);
        int known = 0, width = 0, records = 0, even = 0;
        try
        {
            if (!await rows.NextAsync()) return (0, 0, 0);
            width = rows.Cells.Length;
            known = rows.Cells.Count(isKnown);
            while (records < RecordsLookedAt && await rows.NextAsync())
            {
                records++;
                if (rows.Cells.Length == width) even++;
            }
        }
        catch (UnreadableFileException)
        {
            // The head of a file ends anywhere, within quotes too.
        }

        return (known, records == 0 ? 1 : (double)even / records, width);
    }
}
