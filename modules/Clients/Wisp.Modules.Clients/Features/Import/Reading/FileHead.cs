using System.Text;

namespace Wisp.Modules.Clients.Features.Import.Reading;

internal sealed record HeadRow(int Line, IReadOnlyList<string> Cells, bool IsRagged, bool IsMalformed);

/// <summary>What the first 64 kB of a file show: how it is to be read, and its first rows.</summary>
internal sealed record FileHead(string Encoding, char Separator, FileColumns Columns, IReadOnlyList<HeadRow> Rows, Refusal? Refusal)
{
    private const int Length = 64 * 1024;

    /// <param name="file">The file, read from its start.</param>
    /// <param name="encoding">A name of <see cref="TextEncoding.Names"/>, or <c>null</c> to guess.</param>
    /// <param name="separator">One of <see cref="Reading.Separator.All"/>, or <c>null</c> to guess.</param>
    /// <param name="rowCount">How many rows are wanted.</param>
    /// <param name="wholeIsUtf8">What is known of the rest of the file; it counts for the guess.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<FileHead> ReadAsync(
        Stream file, string? encoding, char? separator, int rowCount, bool wholeIsUtf8 = true, CancellationToken cancellationToken = default)
    {
        var buffer = new byte[Length];
        var length = await file.ReadAtLeastAsync(buffer, Length, throwOnEndOfStream: false, cancellationToken);
        var bytes = buffer.AsMemory(0, length);
        var name = TextEncoding.Find(encoding) is null ? TextEncoding.Guess(bytes.Span, wholeIsUtf8) : encoding!;
        if (FileKind.Check(bytes.Span) is { } kind) return Refused(name, separator, kind);

        using var reader = new StreamReader(new MemoryStream(buffer, 0, length), TextEncoding.Find(name)!, true);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (FileKind.LooksBinary(text)) return Refused(name, separator, new("refusal.binary"));
        return await ReadTextAsync(text, length < Length, name, separator, rowCount);
    }

    private static async Task<FileHead> ReadTextAsync(string text, bool isWhole, string encoding, char? separator, int rowCount)
    {
        var cut = separator is { } given && Reading.Separator.All.Contains(given) ? given : await Reading.Separator.GuessAsync(text);
        using var rows = new CsvRows(new StringReader(text), cut);
        var found = new List<HeadRow>();
        var columns = FileColumns.Of([]);
        try
        {
            if (!await rows.NextAsync()) return Refused(encoding, cut, new("refusal.empty"));
            columns = FileColumns.Of(rows.Cells);
            while (found.Count <= rowCount && await rows.NextAsync())
                found.Add(new(rows.Line, rows.Cells, !columns.Fits(rows.Cells), rows.IsMalformed));
            if (found.Count > rowCount || !isWhole) found.RemoveRange(Math.Max(0, found.Count - 1), Math.Min(1, found.Count));
        }
        catch (UnclosedQuoteException unclosed) when (isWhole)
        {
            return new(encoding, cut, columns, found, new("refusal.quote", unclosed.Line));
        }
        catch (UnclosedQuoteException)
        {
            // Cut off within quotes.
        }

        return new(encoding, cut, columns, found, columns.Check());
    }

    private static FileHead Refused(string encoding, char? separator, Refusal refusal) =>
        new(encoding, separator ?? Reading.Separator.All[0], FileColumns.Of([]), [], refusal);
}
