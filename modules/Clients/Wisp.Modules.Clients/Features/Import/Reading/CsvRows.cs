using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>The file's records one after another, blank ones left out.</summary>
internal sealed class CsvRows : IDisposable
{
    // Far above any limit of a field: what is longer is a quote that was never closed.
    private const int LongestCell = 1_000_000;
    private readonly CsvParser _parser;
    private string? _badField;
    private int _lines;

    public CsvRows(TextReader reader, char separator)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            IgnoreBlankLines = false,
            MaxFieldSize = LongestCell,
            BadDataFound = found => _badField = found.Field,
        };
        _parser = new CsvParser(reader, configuration);
    }

    /// <summary>Line of the file on which the present record starts, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How many records were read, the headings not counted.</summary>
    public int Number { get; private set; } = -1;

    public string[] Cells { get; private set; } = [];

    /// <summary>Whether quotes stand where they may not.</summary>
    public bool IsMalformed => _badField is not null;

    /// <exception cref="UnclosedQuoteException">A quote was opened on the line and never closed.</exception>
    public async ValueTask<bool> NextAsync()
    {
        do
        {
            _badField = null;
            Line = _lines + 1;
            if (!await ReadAsync()) return false;
            Cells = _parser.Record ?? [];
            _lines = _parser.RawRow;
        }
        while (Array.TrueForAll(Cells, string.IsNullOrWhiteSpace));
        Number++;
        if (_badField is ['"', ..] && _badField.Contains('\n', StringComparison.Ordinal) && !ClosesItself(_badField))
            throw new UnclosedQuoteException(Line);
        return true;
    }

    public void Dispose() => _parser.Dispose();

    private static bool ClosesItself(string field) => field.AsSpan().Count('"') % 2 == 0;

    private async ValueTask<bool> ReadAsync()
    {
        try
        {
            return await _parser.ReadAsync();
        }
        catch (MaxFieldSizeException)
        {
            throw new UnclosedQuoteException(Line);
        }
    }
}
