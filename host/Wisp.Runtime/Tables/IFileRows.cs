namespace Wisp.Runtime.Tables;

/// <summary>A file's records one after another, blank ones left out.</summary>
internal interface IFileRows : IDisposable
{
    /// <summary>Line of the text, or row of the sheet, on which the present record starts, from 1.</summary>
    int Line { get; }

    /// <summary>How many records were read, the headings not counted.</summary>
    int Number { get; }

    string[] Cells { get; }

    /// <summary>Whether quotes stand where they may not.</summary>
    bool IsMalformed { get; }

    /// <exception cref="UnreadableFileException">The file cannot be read from here on.</exception>
    ValueTask<bool> NextAsync();
}
