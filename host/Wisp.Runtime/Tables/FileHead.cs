using Wisp.Runtime.Tables.Workbooks;
using Wisp.Sdk;

namespace Wisp.Runtime.Tables;

/// <summary>What the beginning of a file shows: how it is to be read, and its first rows.</summary>
internal sealed record FileHead(string Encoding, char Separator, IReadOnlyList<string> Headings, IReadOnlyList<TableRow> Rows, Refusal? Refusal)
{
    private const int Length = 64 * 1024;

    /// <summary>The sheets of a workbook that have something in them; none of a text.</summary>
    public IReadOnlyList<TableSheet> Sheets { get; init; } = [];

    /// <summary>The sheet that is read.</summary>
    public int? Sheet { get; init; }

    /// <param name="file">The file, read from its start.</param>
    /// <param name="format">How to read it, as far as a person said.</param>
    /// <param name="rowCount">How many rows are wanted.</param>
    /// <param name="isKnown">Whether a heading is expected.</param>
    /// <param name="wholeIsUtf8">What is known of the rest of the file; it counts for the guess.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<FileHead> ReadAsync(
        Stream file, TableFormat format, int rowCount, Func<string, bool> isKnown, bool wholeIsUtf8 = true, CancellationToken cancellationToken = default)
    {
        var start = await FileStart.ReadAsync(file, Length, cancellationToken);
        return FileKind.MayBeWorkbook(start.Bytes.Span)
            ? await WorkbookHead.ReadAsync(start.Whole, format.Sheet, rowCount, cancellationToken)
            : await TextHead.ReadAsync(start, format, rowCount, isKnown, wholeIsUtf8, cancellationToken);
    }

    public static FileHead Refused(Refusal refusal, string encoding = TextEncoding.Utf8, char? separator = null) =>
        new(encoding, separator ?? Tables.Separator.All[0], [], [], refusal);
}
