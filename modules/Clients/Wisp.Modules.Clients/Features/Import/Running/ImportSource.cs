using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>The file being imported, read once for a survey and then row by row from wherever the job stands.</summary>
internal sealed class ImportSource : IDisposable
{
    private readonly ITableRows _rows;
    private readonly RepeatedRows _repeated;
    private readonly RepeatedPhones _phones;

    private ImportSource(ITableRows rows, TableColumns<ImportField> columns, FileSurvey survey, ImportArguments how, string country)
    {
        _rows = rows;
        Columns = columns;
        Survey = survey;
        Rules = new RowRules(columns, how, country);
        _repeated = new RepeatedRows(columns, survey.Suspects);
        _phones = new RepeatedPhones(columns, survey.Phones, country);
    }

    public TableColumns<ImportField> Columns { get; }

    public FileSurvey Survey { get; }

    public RowRules Rules { get; }

    /// <summary>How many records were taken.</summary>
    public int Position => _rows.Number;

    public static async Task<ImportSource> OpenAsync(
        Func<Task<ITableRows>> open, ImportArguments how, string country, int position, CancellationToken cancellationToken)
    {
        FileSurvey survey;
        using (var first = await open())
            survey = await FileSurvey.ReadAsync(first, how.Columns(first.Headings), cancellationToken);

        var rows = await open();
        var source = new ImportSource(rows, how.Columns(rows.Headings), survey, how, country);
        while (source.Position < position && await rows.NextAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            source.Meet(new ImportRow(rows.Line, rows.Cells));
        }

        return source;
    }

    public async Task<List<ImportRow>> TakeAsync(int most)
    {
        var chunk = new List<ImportRow>(most);
        while (chunk.Count < most && await _rows.NextAsync())
        {
            var row = new ImportRow(_rows.Line, _rows.Cells);
            Rules.Check(row, _rows.IsMalformed);
            Meet(row);
            chunk.Add(row);
        }

        return chunk;
    }

    public void Dispose() => _rows.Dispose();

    private void Meet(ImportRow row)
    {
        row.Errors.AddRange(_repeated.Meet(row.Line, row.Cells));
        row.Warnings.AddRange(_phones.Meet(row.Line, row.Cells));
    }
}
