using System.Text.Json;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Statements.Matching;
using Wisp.Modules.Billing.Features.Statements.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <summary>Reads a statement and matches its lines, or takes them, chunk by chunk; another process finds its place by the cursor.</summary>
internal sealed class StatementJob(
    IFileStore files, ITableFiles tables, StageLines stage, MatchLines match, TakeLines take, StatementAccess access, IIsp isp, IStringLocalizer<StatementText> text) : IJob, IDisposable
{
    public const string Key = "billing.statement";
    private const int RowsAtOnce = 5000;
    private const int LinesAtOnce = 5000;
    private ITableRows? _rows;

    private sealed record Source(Guid FileId, TableFormat Format, string[] Headings, string[] Fields, string Amounts, string Dates, bool NeedsReference);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var (statement, act) = step.Arguments<StatementArguments>();
        if (!access.IsOpen) return StepResult.Fail(text["refusal.permission"]);
        try
        {
            if (act == StatementAct.Take) return await TakeAsync(step, statement, cancellationToken);
            return step.Cursor<StatementCursor>() is { } cursor
                ? await ReadAsync(step, statement, cursor, cancellationToken)
                : await BeginAsync(step, statement, cancellationToken);
        }
        catch (UnreadableTableException unreadable)
        {
            return StepResult.Fail(unreadable.Message);
        }
    }

    public void Dispose() => _rows?.Dispose();

    // The whole file says how amounts and days are written, before any of it is read.
    private async Task<StepResult> BeginAsync(JobStep step, Guid statement, CancellationToken cancellationToken)
    {
        await step.ReportAsync(new(0, null, 0, 0), text["job.reading"]);
        if (await SourceAsync(step, statement, cancellationToken) is not { } source || await files.FindAsync(source.FileId, cancellationToken) is null) return StepResult.Fail(text["job.gone"]);
        using var rows = await tables.OpenAsync(files.OpenRead(source.FileId), source.Format, cancellationToken);
        if (!rows.Headings.Select(StartStatement.Kept).SequenceEqual(source.Headings)) return StepResult.Fail(text["job.gone"]);
        var shape = new FileShape(Columns(source));
        while (await rows.NextAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!rows.IsMalformed) shape.Look(rows.Line, rows.Cells);
        }

        if (rows.Number == 0) return StepResult.Fail(text["job.empty"]);
        var (format, problem) = shape.Amounts(source.Amounts);
        if (format is null) return StepResult.Fail(text[problem!.Key, problem.Arguments]);
        return StepResult.Continue(new StatementCursor(StatementStage.Lines, 0, rows.Number, 0, 0, 0) { Decimal = format.Decimal, IsMonthFirst = shape.Days(source.Dates).IsMonthFirst });
    }

    private async Task<StepResult> ReadAsync(JobStep step, Guid statement, StatementCursor cursor, CancellationToken cancellationToken)
    {
        switch (cursor.Stage)
        {
            case StatementStage.Lines:
                if (await SourceAsync(step, statement, cancellationToken) is not { } source) return StepResult.Fail(text["job.gone"]);
                var lines = await LinesAsync(source, cursor, cancellationToken);
                await stage.RunAsync(step.Transaction.Connection, statement, lines, cancellationToken);
                var records = cursor.Records + lines.Count;
                await step.ReportAsync(new(records, cursor.Total, 0, 0), text["job.lines", records]);
                if (lines.Count == RowsAtOnce) return StepResult.Continue(cursor with { Records = records });
                await match.CompareAsync(step.Transaction.Connection, statement, cancellationToken);
                return StepResult.Continue(cursor with { Records = records, Stage = StatementStage.Matches });

            case StatementStage.Matches:
                await step.ReportAsync(new(cursor.Records, cursor.Total, 0, 0), text["job.matching"]);
                var last = await match.RunAsync(step.Transaction.Connection, statement, cursor.After, LinesAtOnce, cancellationToken);
                return StepResult.Continue(last is { } line ? cursor with { After = line } : cursor with { Stage = StatementStage.Names });

            default:
                await match.FinishAsync(step.Transaction.Connection, statement, cancellationToken);
                await step.ReportAsync(new(cursor.Records, cursor.Total, 0, 0), text["job.read"]);
                return StepResult.Done();
        }
    }

    private async Task<StepResult> TakeAsync(JobStep step, Guid statement, CancellationToken cancellationToken)
    {
        var cursor = step.Cursor<StatementCursor>()
            ?? new StatementCursor(StatementStage.Taking, 0, (int)await take.CountAsync(step.Transaction.Connection, statement, cancellationToken), 0, 0, 0);
        var taken = await take.RunAsync(step.Transaction, statement, cursor.After, cancellationToken);
        var next = cursor with { After = taken.Last ?? cursor.After, Done = cursor.Done + taken.Paid, Skipped = cursor.Skipped + taken.Repeated };
        await step.ReportAsync(new(next.Done, next.Total, next.Skipped, 0), text["job.taken", next.Done, next.Skipped]);
        return taken.Last is null ? StepResult.Done() : StepResult.Continue(next);
    }

    private async Task<List<StatementLine>> LinesAsync(Source source, StatementCursor cursor, CancellationToken cancellationToken)
    {
        // A step that was rolled back left the reader ahead of the cursor.
        if (_rows?.Number != cursor.Records)
        {
            _rows?.Dispose();
            _rows = await tables.OpenAsync(files.OpenRead(source.FileId), source.Format, cancellationToken);
            while (_rows.Number < cursor.Records && await _rows.NextAsync()) cancellationToken.ThrowIfCancellationRequested();
        }

        var reader = new LineReader(
            Columns(source), new AmountFormat(cursor.Decimal), new DateFormat(cursor.IsMonthFirst), await isp.TodayAsync(cancellationToken), source.NeedsReference);
        var lines = new List<StatementLine>(RowsAtOnce);
        while (lines.Count < RowsAtOnce && await _rows.NextAsync()) lines.Add(reader.Read(_rows.Line, _rows.Cells, _rows.IsMalformed));
        return lines;
    }

    private static TableColumns<StatementField> Columns(Source source) => StatementColumns.Of(source.Headings).With(source.Fields);

    private static async Task<Source?> SourceAsync(JobStep step, Guid statement, CancellationToken cancellationToken) => (await step.Transaction.Connection.Sql(
        """
        select s.file_id, s.format::text, s.headings, s.fields, s.amounts, s.dates, m.needs_reference
        from billing.statement s join billing.payment_method m on m.id = s.method_id where s.id = $1 and s.state = 'reading'
        """, statement).ListAsync(
            row => new Source(
                row.GetGuid(0), JsonSerializer.Deserialize<TableFormat>(row.GetString(1), JsonSerializerOptions.Web)!, row.GetFieldValue<string[]>(2), row.GetFieldValue<string[]>(3),
                row.GetString(4), row.GetString(5), row.GetBoolean(6)), cancellationToken)).SingleOrDefault();
}
