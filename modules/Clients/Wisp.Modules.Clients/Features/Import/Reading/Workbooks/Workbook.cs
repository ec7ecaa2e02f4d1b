using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Wisp.Modules.Clients.Features.Import.Reading.Workbooks;

/// <summary>An XLSX, XLSB or XLS file. Its sheets are read forward; what stays in memory is the table of its distinct texts.</summary>
internal sealed class Workbook : IDisposable
{
    private readonly FileStream _copy;
    private readonly IExcelDataReader _reader;

    // Old workbooks name the Windows code page of their texts.
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private Workbook(FileStream copy, IExcelDataReader reader) => (_copy, _reader) = (copy, reader);

    /// <exception cref="UnreadableFileException">It is damaged, has a password, is too large, or is no workbook.</exception>
    public static async Task<Workbook> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        var copy = await TemporaryFile.OfAsync(content, cancellationToken);
        try
        {
            if (WorkbookLimits.Check(copy) is { } refusal) throw new UnreadableFileException(refusal);
            copy.Position = 0;
            return new(copy, Guarded(() => ExcelReaderFactory.CreateReader(copy, new ExcelReaderConfiguration { LeaveOpen = true })));
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>The sheets that a person sees and that have something in them.</summary>
    public IReadOnlyList<Sheet> Sheets() => Guarded(() =>
    {
        var found = new List<Sheet>();
        var index = 0;
        do
        {
            if (_reader.VisibleState == "visible" && HasRows()) found.Add(new(index, _reader.Name));
            index++;
        }
        while (_reader.NextResult());
        return found;
    });

    /// <summary>Begins to read a sheet; the one read before ends.</summary>
    public SheetRows Rows(int sheet) => Guarded(() =>
    {
        _reader.Reset();
        for (var i = 0; i < sheet; i++)
            if (!_reader.NextResult()) throw new UnreadableFileException(new("refusal.workbook-broken"));
        return new SheetRows(this, _reader);
    });

    public void Dispose()
    {
        _reader.Dispose();
        _copy.Dispose();
    }

    /// <summary>Whatever a damaged workbook makes the reader throw is one thing to its owner.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException locked)
        {
            throw new UnreadableFileException(new("refusal.password"), locked);
        }
        catch (Exception broken) when (broken is not (UnreadableFileException or OutOfMemoryException))
        {
            throw new UnreadableFileException(new("refusal.workbook-broken"), broken);
        }
    }

    private bool HasRows()
    {
        while (_reader.Read())
            for (var i = 0; i < Math.Min(_reader.FieldCount, SheetRows.MostColumns); i++)
                if (!string.IsNullOrWhiteSpace(SheetCell.Text(_reader, i))) return true;
        return false;
    }
}

/// <summary>A sheet by its place in the workbook.</summary>
internal sealed record Sheet(int Index, string Name);
