using System.IO.Pipelines;
using Microsoft.Extensions.Localization;
using Npgsql;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>A workbook with typed cells; what a spreadsheet would take for a number or a formula stays text (EXP-06).</summary>
[Feature]
internal sealed class XlsxFormat(IStringLocalizer<ExportText> text) : IExportFormat
{
    private const int LongestCell = 32_767;
    private const double ColumnWidth = 20;

    private static readonly SpreadCheetahOptions Options = new() { PreserveStringWhitespace = true };
    private static readonly Style Heading = new() { Font = { Bold = true }, Format = NumberFormat.Standard(StandardNumberFormat.Text) };

    public string Key => "xlsx";

    public string ContentType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Clients on a sheet: what is left of its 1,048,576 rows below the headings.</summary>
    public int RowsOnSheet { get; init; } = 1_048_575;

    public string Projection(IReadOnlyList<ExportColumn> columns, ExportWriting writing, ClientFilter parameters)
    {
        var (zone, yes, no) = (parameters.Parameter(writing.TimeZone), parameters.Parameter(writing.Yes), parameters.Parameter(writing.No));
        return string.Join(",\n", columns.Select(column => column switch
        {
            { Value: null } => "null::text",
            { Kind: ClientExportKind.YesNo } => $"case {column.Value} when true then {yes}::text when false then {no}::text end",
            { Kind: ClientExportKind.Whole } => $"{column.Value}::bigint",
            { Kind: ClientExportKind.Money } => $"round({column.Value}::numeric, 2)",
            { Kind: ClientExportKind.Instant } => $"date_trunc('minute', {column.Value}::timestamptz at time zone {zone}::text)",
            _ => $"{column.Value}::text",
        }));
    }

    public async Task WriteAsync(PipeWriter target, IReadOnlyList<ExportColumn> columns, ExportRows rows, CancellationToken cancellationToken)
    {
        await using var book = await Spreadsheet.CreateNewAsync(target.AsStream(leaveOpen: true), Options, cancellationToken);
        var (options, heading) = (SheetOptions(columns), book.AddStyle(Heading));
        string[] headings = [.. columns.Select(column => column.Heading)];
        var cells = new DataCell[columns.Count];
        var (sheets, left) = (0, 0);
        while (await rows.NextAsync(cancellationToken))
        {
            if (left == 0) await BeginSheetAsync();
            for (var i = 0; i < cells.Length; i++) cells[i] = Cell(rows.Row, i + 1, columns[i]);
            await book.AddRowAsync(cells, cancellationToken);
            left--;
        }

        if (sheets == 0) await BeginSheetAsync();
        await book.FinishAsync(cancellationToken);

        async Task BeginSheetAsync()
        {
            await book.StartWorksheetAsync(++sheets == 1 ? text["sheet"].Value : $"{text["sheet"].Value} {sheets}", options, cancellationToken);
            await book.AddHeaderRowAsync(headings, heading, cancellationToken);
            left = RowsOnSheet;
        }
    }

    private static WorksheetOptions SheetOptions(IReadOnlyList<ExportColumn> columns)
    {
        var options = new WorksheetOptions { FrozenRows = 1 };
        foreach (var (at, column) in columns.Index())
        {
            options.Column(at + 1).Width = ColumnWidth;
            options.Column(at + 1).DefaultStyle = new Style { Format = FormatOf(column.Kind) };
        }

        return options;
    }

    private static NumberFormat FormatOf(ClientExportKind kind) => kind switch
    {
        ClientExportKind.Whole => NumberFormat.Standard(StandardNumberFormat.NoDecimalPlaces),
        ClientExportKind.Money => NumberFormat.Standard(StandardNumberFormat.TwoDecimalPlaces),
        ClientExportKind.Instant => NumberFormat.Custom("dd/mm/yyyy hh:mm"),
        _ => NumberFormat.Standard(StandardNumberFormat.Text),
    };

    private static DataCell Cell(NpgsqlDataReader row, int at, ExportColumn column)
    {
        if (column.Value is null || row.IsDBNull(at)) return default;
        return column.Kind switch
        {
            ClientExportKind.Whole => new DataCell(row.GetInt64(at)),
            ClientExportKind.Money => new DataCell(row.GetDecimal(at)),
            ClientExportKind.Instant => new DataCell(row.GetDateTime(at)),
            _ => new DataCell(Fitting(row.GetString(at))),
        };
    }

    // Excel calls a file with a longer cell broken.
    private static string Fitting(string value) =>
        value.Length <= LongestCell ? value : value[..(char.IsHighSurrogate(value[LongestCell - 1]) ? LongestCell - 1 : LongestCell)];
}
