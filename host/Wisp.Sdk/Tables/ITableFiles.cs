using Microsoft.AspNetCore.Http;

namespace Wisp.Sdk;

/// <summary>
/// Reads tables that people upload: texts (CSV in any usual encoding and with any usual separator) and workbooks (XLSX, XLSB, XLS). The first record
/// that is not blank is the headings. Sentences are in the reader's language.
/// </summary>
public interface ITableFiles
{
    /// <summary>Names of the encodings that a person may choose for a text, the usual ones first.</summary>
    IReadOnlyList<string> Encodings { get; }

    /// <summary>Names of the separators that a person may choose for a text.</summary>
    IReadOnlyList<string> Separators { get; }

    /// <summary>Keeps an upload for a week, as the present operator's, after a look at all of its bytes.</summary>
    /// <param name="file">The upload.</param>
    /// <param name="isKnown">Whether a heading is one that the reader expects: it tells the right separator.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Where it is kept and how it seems to be written; without an id when it cannot be read at all, and then it is not kept.</returns>
    Task<TableUpload> KeepAsync(IFormFile file, Func<string, bool> isKnown, CancellationToken cancellationToken = default);

    /// <summary>Reads the beginning of a file.</summary>
    /// <param name="content">The file, read forward from its start; left open.</param>
    /// <param name="format">How to read it, as far as a person said.</param>
    /// <param name="rowCount">How many rows are wanted.</param>
    /// <param name="isKnown">Whether a heading is one that the reader expects: it tells the right separator.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What it shows.</returns>
    Task<TableHead> HeadAsync(
        Stream content, TableFormat format, int rowCount, Func<string, bool> isKnown, CancellationToken cancellationToken = default);

    /// <summary>Opens a file at its first row, to be read in flat memory however large it is.</summary>
    /// <param name="content">The file, read forward from its start; closed with the rows.</param>
    /// <param name="format">How to read it, as <see cref="TableHead.Format"/> says it: nothing is guessed any more.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>Its rows.</returns>
    /// <exception cref="UnreadableTableException">It is no text and no workbook that can be read.</exception>
    Task<ITableRows> OpenAsync(Stream content, TableFormat format, CancellationToken cancellationToken = default);
}

/// <summary>A file's rows one after another, blank ones left out.</summary>
public interface ITableRows : IDisposable
{
    /// <summary>The headings, without blanks around them and without the nameless columns that spreadsheets write at the end.</summary>
    IReadOnlyList<string> Headings { get; }

    /// <summary>Line of the text, or row of the sheet, on which the present row starts, 1-based.</summary>
    int Line { get; }

    /// <summary>How many rows were read, the headings not counted.</summary>
    int Number { get; }

    /// <summary>The present row's cells as they stand in the file; there may be more or fewer than headings.</summary>
    string[] Cells { get; }

    /// <summary>Whether quotes stand where they may not.</summary>
    bool IsMalformed { get; }

    /// <summary>Moves to the next row.</summary>
    /// <returns><c>false</c> at the end.</returns>
    /// <exception cref="UnreadableTableException">The file cannot be read from here on.</exception>
    ValueTask<bool> NextAsync();
}

/// <summary>A file that cannot be read, or not any further.</summary>
/// <param name="reason">A sentence in the reader's language.</param>
/// <param name="cause">What went wrong, or <c>null</c>.</param>
public sealed class UnreadableTableException(string reason, Exception? cause = null) : Exception(reason, cause);
