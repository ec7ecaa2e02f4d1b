using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Modules.Network.Features.ImportContracts.Running;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts;

/// <summary>Imports a file chunk by chunk. The reader stays open from step to step; another process finds its place by the cursor.</summary>
internal sealed class ImportContractsJob(
    IFileStore files, ITableFiles tables, ImportChunk chunk, ICurrentOperator current, IStringLocalizer<ImportText> text, IStringLocalizer<NetworkText> form) : IJob, IDisposable
{
    public const string Key = "network.import-contracts";
    private const int ChunkSize = 2000;
    private ImportSource? _source;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var how = step.Arguments<ImportArguments>();
        if (!current.Can(NetworkPermissions.Edit)) return StepResult.Fail(text["refusal.edit"]);
        if (step.Cursor<ImportCursor>() is { IsThrough: true }) return await EndAsync(how, cancellationToken);
        if (await files.FindAsync(how.FileId, cancellationToken) is not { } file) return StepResult.Fail(text["job.file-gone"]);
        try
        {
            return step.Cursor<ImportCursor>() is { } cursor
                ? await TakeAsync(step, how, file, cursor, cancellationToken)
                : await BeginAsync(step, how, cancellationToken);
        }
        catch (UnreadableTableException unreadable)
        {
            return StepResult.Fail(unreadable.Message);
        }
    }

    public void Dispose() => _source?.Dispose();

    private async Task<StepResult> BeginAsync(JobStep step, ImportArguments how, CancellationToken cancellationToken)
    {
        await step.ReportAsync(new(0, null, 0, 0), text["job.reading"]);
        using var rows = await tables.OpenAsync(files.OpenRead(how.FileId), how.Format, cancellationToken);
        var columns = how.Columns(rows.Headings);
        if (columns.Check() is { } refusal) return StepResult.Fail(text[refusal.Key, refusal.Values]);
        if (columns.Has(ImportField.State) && !current.Can(NetworkPermissions.ChangeState)) return StepResult.Fail(text["refusal.state"]);
        while (await rows.NextAsync()) cancellationToken.ThrowIfCancellationRequested();
        await step.SetSourceHeadingsAsync(rows.Headings, cancellationToken);

        var start = new ImportCursor(0, rows.Number, 0, 0, 0, 0);
        await step.ReportAsync(start.Counts(), start.Sentence(how, text));
        return StepResult.Continue(start);
    }

    private async Task<StepResult> TakeAsync(JobStep step, ImportArguments how, StoredFile file, ImportCursor cursor, CancellationToken cancellationToken)
    {
        var source = await SourceAsync(step.Transaction, how, file, cursor.Records, cancellationToken);
        var rows = await source.TakeAsync(ChunkSize);
        var result = await chunk.RunAsync(new ChunkFrame(step.Transaction, source.Columns, source.Seen, file.Sha256, how.DryRun), rows, cancellationToken);
        var messages = new RowMessages(source.Columns, text, form);
        await step.AddErrorsAsync([.. result.Refused.Select(messages.Refused)], cancellationToken);

        var next = cursor.Add(rows.Count, result) with { IsThrough = rows.Count < ChunkSize };
        await step.ReportAsync(next.Counts(), next.Sentence(how, text));
        return next.IsThrough && !HoldsSecrets(source, how) ? StepResult.Done() : StepResult.Continue(next);
    }

    private static bool HoldsSecrets(ImportSource source, ImportArguments how) => !how.DryRun && source.Columns.All.Any(c => c.IsSecret());

    // After what it was needed for is committed, passwords are not kept in clear any longer.
    private async Task<StepResult> EndAsync(ImportArguments how, CancellationToken cancellationToken)
    {
        await files.DeleteAsync(how.FileId, cancellationToken);
        return StepResult.Done();
    }

    // A step that was rolled back left the reader ahead of the cursor. Rows behind the cursor are looked at again, for what later ones may repeat.
    private async Task<ImportSource> SourceAsync(IWispTransaction transaction, ImportArguments how, StoredFile file, int position, CancellationToken cancellationToken)
    {
        if (_source is { } open && open.Position == position) return open;
        _source?.Dispose();
        _source = null;
        var rows = await tables.OpenAsync(files.OpenRead(how.FileId), how.Format, cancellationToken);
        var source = new ImportSource(rows, how.Columns(rows.Headings));
        while (source.Position < position && await source.TakeAsync(Math.Min(ChunkSize, position - source.Position)) is { Count: > 0 } behind)
            await chunk.RunAsync(new ChunkFrame(transaction, source.Columns, source.Seen, file.Sha256, DryRun: true), behind, cancellationToken);
        return _source = source;
    }
}
