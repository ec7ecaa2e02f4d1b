using Wisp.Modules.Clients.Features.Import.Reading.Workbooks;

namespace Wisp.Modules.Clients.Features.Import.Reading;

internal sealed record HeadRow(int Line, IReadOnlyList<string> Cells, bool IsRagged, bool IsMalformed);

/// <summary>What the beginning of a file shows: how it is to be read, and its first rows.</summary>
internal sealed record FileHead(string Encoding, char Separator, FileColumns Columns, IReadOnlyList<HeadRow> Rows, Refusal? Refusal)
{
    private const int Length = 64 * 1024;

    /// <summary>The sheets of a workbook that have something in them; none of a text.</summary>
    public IReadOnlyList<Sheet> Sheets { get; init; } = [];

    /// <summary>The sheet that is read.</summary>
    public int? Sheet { get; init; }

    /// <param name="file">The file, read from its start.</param>
    /// <param name="format">How to read it, as far as a person said.</param>
    /// <param name="rowCount">How many rows are wanted.</param>
    /// <param name="wholeIsUtf8">What is known of the rest of the file; it counts for the guess.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<FileHead> ReadAsync(
        Stream file, FileFormat format, int rowCount, bool wholeIsUtf8 = true, CancellationToken cancellationToken = default)
    {
        var start = await FileStart.ReadAsync(file, Length, cancellationToken);
        return FileKind.MayBeWorkbook(start.Bytes.Span)
            ? await WorkbookHead.ReadAsync(start.Whole, format.Sheet, rowCount, cancellationToken)
            : await TextHead.ReadAsync(start, format, rowCount, wholeIsUtf8, cancellationToken);
    }

    public static FileHead Refused(Refusal refusal, string encoding = TextEncoding.Utf8, char? separator = null) =>
        new(encoding, separator ?? Reading.Separator.All[0], FileColumns.Of([]), [], refusal);
}
