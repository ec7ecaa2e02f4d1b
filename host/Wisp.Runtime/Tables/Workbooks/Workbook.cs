using ExcelDataReader.Exceptions;
using Wisp.Sdk;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>A file of sheets, which are read forward.</summary>
internal abstract class Workbook : IDisposable
{
    /// <summary>What stands further right was never meant as data; one more than the headings that a file may have.</summary>
    public const int MostColumns = FirstRows.MostColumns + 1;

    /// <exception cref="UnreadableFileException">It is damaged, has a password, is too large, or is no workbook.</exception>
    public static async Task<Workbook> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        var copy = await TemporaryFile.OfAsync(content, cancellationToken);
        try
        {
            if (WorkbookLimits.Check(copy, out var isXml) is { } refusal) throw new UnreadableFileException(refusal);
            copy.Position = 0;
            return Guarded<Workbook>(() => isXml ? new XmlWorkbook(copy) : new OldWorkbook(copy));
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>The sheets that a person sees and that have something in them.</summary>
    public abstract IReadOnlyList<TableSheet> Sheets();

    /// <summary>Begins to read a sheet; the workbook is closed with its rows.</summary>
    public abstract IFileRows Rows(int sheet);

    public abstract void Dispose();

    /// <summary>Whatever a damaged workbook makes a reader throw is one thing to its owner.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException locked)
        {
            throw new UnreadableFileException(new("table.password"), locked);
        }
        catch (Exception broken) when (broken is not (UnreadableFileException or OutOfMemoryException))
        {
            throw new UnreadableFileException(new("table.workbook-broken"), broken);
        }
    }
}
