using Wisp.Modules.Clients.Features.Import.Reading;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>The file being imported, read once for a survey and then row by row from wherever the job stands.</summary>
internal sealed class ImportSource : IDisposable
{
    private readonly IFileRows _rows;
    private readonly RepeatedRows _repeated;
    private readonly RepeatedPhones _phones;

    private ImportSource(IFileRows rows, FileColumns columns, FileSurvey survey, ImportArguments how, string country)
    {
        _rows = rows;
        Columns = columns;
        Survey = survey;
        Rules = new RowRules(columns, how, country);
        _repeated = new RepeatedRows(columns, survey.Suspects);
        _phones = new RepeatedPhones(columns, survey.Phones, country);
    }

    public FileColumns Columns { get; }

    public FileSurvey Survey { get; }

    public RowRules Rules { get; }

    /// <summary>How many records were taken.</summary>
    public int Position => Math.Max(0, _rows.Number);

    public static async Task<ImportSource> OpenAsync(
        Func<Stream> open, ImportArguments how, string country, int position, CancellationToken cancellationToken)
    {
        FileSurvey survey;
        using (var first = await ImportFile.OpenAsync(open(), how, cancellationToken))
            survey = await FileSurvey.ReadAsync(first, await ColumnsAsync(first, how), cancellationToken);

        var rows = await ImportFile.OpenAsync(open(), how, cancellationToken);
        var source = new ImportSource(rows, await ColumnsAsync(rows, how), survey, how, country);
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

    private static async Task<FileColumns> ColumnsAsync(IFileRows rows, ImportArguments how) =>
        how.Columns(await rows.NextAsync() ? rows.Cells : []);
}
