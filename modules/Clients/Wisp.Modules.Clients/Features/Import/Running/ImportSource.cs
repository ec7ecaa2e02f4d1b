using Wisp.Modules.Clients.Features.Import.Reading;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>The file being imported, read once for a survey and then row by row from wherever the job stands.</summary>
internal sealed class ImportSource : IDisposable
{
    private readonly CsvRows _rows;
    private readonly RowRules _rules;
    private readonly RepeatedRows _repeated;

    private ImportSource(CsvRows rows, FileColumns columns, FileSurvey survey, string country)
    {
        _rows = rows;
        Columns = columns;
        Survey = survey;
        _rules = new RowRules(columns, country);
        _repeated = new RepeatedRows(columns, survey.Suspects);
    }

    public FileColumns Columns { get; }

    public FileSurvey Survey { get; }

    /// <summary>How many records were taken.</summary>
    public int Position => Math.Max(0, _rows.Number);

    public static async Task<ImportSource> OpenAsync(
        Func<Stream> open, ImportArguments how, string country, int position, CancellationToken cancellationToken)
    {
        FileSurvey survey;
        using (var first = Rows(open, how))
            survey = await FileSurvey.ReadAsync(first, await HeadingsAsync(first), cancellationToken);

        var rows = Rows(open, how);
        var source = new ImportSource(rows, await HeadingsAsync(rows), survey, country);
        while (source.Position < position && await rows.NextAsync())
            foreach (var _ in source._repeated.Meet(rows.Line, rows.Cells))
                cancellationToken.ThrowIfCancellationRequested();
        return source;
    }

    public async Task<List<ImportRow>> TakeAsync(int most)
    {
        var chunk = new List<ImportRow>(most);
        while (chunk.Count < most && await _rows.NextAsync())
        {
            var row = new ImportRow(_rows.Line, _rows.Cells);
            _rules.Check(row, _rows.IsMalformed);
            row.Errors.AddRange(_repeated.Meet(row.Line, row.Cells));
            chunk.Add(row);
        }

        return chunk;
    }

    public void Dispose() => _rows.Dispose();

    private static CsvRows Rows(Func<Stream> open, ImportArguments how) =>
        new(new StreamReader(open(), TextEncoding.Find(how.Encoding)!, true, 1 << 16), how.Separator);

    private static async Task<FileColumns> HeadingsAsync(CsvRows rows) =>
        FileColumns.Of(await rows.NextAsync() ? rows.Cells : []);
}
