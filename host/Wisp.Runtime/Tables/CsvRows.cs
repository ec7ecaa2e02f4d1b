using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Wisp.Runtime.Tables;

/// <summary>The records of a text file.</summary>
internal sealed class CsvRows : IFileRows
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

    public int Line { get; private set; }

    public int Number { get; private set; } = -1;

    public string[] Cells { get; private set; } = [];

    public bool IsMalformed => _badField is not null;

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
            throw new UnreadableFileException(new("table.quote", Line));
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
            throw new UnreadableFileException(new("table.quote", Line));
        }
    }
}
