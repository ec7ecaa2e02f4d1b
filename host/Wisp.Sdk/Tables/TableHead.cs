namespace Wisp.Sdk;

/// <summary>How a file is to be read; what is <c>null</c> is guessed.</summary>
/// <param name="Encoding">One of <see cref="ITableFiles.Encodings"/>.</param>
/// <param name="Separator">One of <see cref="ITableFiles.Separators"/>.</param>
/// <param name="Sheet">A sheet's place in its workbook, 0-based.</param>
public sealed record TableFormat(string? Encoding = null, string? Separator = null, int? Sheet = null);

/// <summary>A sheet of a workbook.</summary>
/// <param name="Index">Its place in the workbook, 0-based.</param>
/// <param name="Name">Its name.</param>
public sealed record TableSheet(int Index, string Name);

/// <summary>A row of a file's beginning.</summary>
/// <param name="Line">Line of the text, or row of the sheet, 1-based.</param>
/// <param name="Cells">Its cells; there may be more or fewer than headings.</param>
/// <param name="IsMalformed">Whether quotes stand where they may not.</param>
public sealed record TableRow(int Line, IReadOnlyList<string> Cells, bool IsMalformed);

/// <summary>What the beginning of a file shows.</summary>
/// <param name="Format">How it is read.</param>
/// <param name="Headings">Its headings, at most 256; none when it cannot be read at all.</param>
/// <param name="Rows">Its first rows.</param>
/// <param name="Refusal">Why it cannot be read, or not to its end: a sentence in the reader's language; or <c>null</c>.</param>
public sealed record TableHead(TableFormat Format, IReadOnlyList<string> Headings, IReadOnlyList<TableRow> Rows, string? Refusal)
{
    /// <summary>The sheets of a workbook that have something in them; none of a text.</summary>
    public IReadOnlyList<TableSheet> Sheets { get; init; } = [];
}

/// <summary>An upload.</summary>
/// <param name="FileId">Where it is kept in <see cref="IFileStore"/>; <c>null</c> when it cannot be read at all, which the head's refusal explains.</param>
/// <param name="Head">How it seems to be written.</param>
public sealed record TableUpload(Guid? FileId, TableHead Head);
