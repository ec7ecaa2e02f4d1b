using Microsoft.Extensions.Localization;
using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Modules.Clients.Features.Import.Running;
using Wisp.Modules.Clients.Features.Renaming;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>Imports a file chunk by chunk. The reader stays open from step to step; another process finds its place by the cursor.</summary>
internal sealed class ImportClientsJob(
    IFileStore files, ITableFiles tables, IPlaceCatalog catalog, IPlaces places, NameUse nameUse, ClientScopes scopes, ICurrentOperator current, IIsp isp, TimeProvider clock,
    IStringLocalizer<ImportText> text, IStringLocalizer<ClientsText> form) : IJob, IDisposable
{
    public const string Key = "clients.import";
    private const int ChunkSize = 4000;
    private ImportSource? _source;
    private PlaceIds _places = new(catalog, places);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var how = step.Arguments<ImportArguments>();
        if (how.Updates && !current.Can(ClientPermissions.Edit)) return StepResult.Fail(text["refusal.edit"]);
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
        var source = await SourceAsync(how, 0, cancellationToken);
        if (source.Columns.Check(how.Updates) is { } refusal) return StepResult.Fail(text[refusal.Key, refusal.Values]);

        // New clients' numbers go on after the largest ID that the file brings.
        if (!how.DryRun && source.Survey.LargestId > 0)
            await step.Transaction.Connection.Sql("select clients.move_public_ids_past($1)", source.Survey.LargestId).RunAsync(cancellationToken);
        await step.SetSourceHeadingsAsync([.. source.Columns.All.Select(c => c.Heading)], cancellationToken);

        var start = new ImportCursor(0, source.Survey.Records, 0, 0, 0, 0, 0);
        await step.ReportAsync(start.Counts(), start.Sentence(how, text));
        return StepResult.Continue(start);
    }

    private async Task<StepResult> TakeAsync(JobStep step, ImportArguments how, StoredFile file, ImportCursor cursor, CancellationToken cancellationToken)
    {
        var source = await SourceAsync(how, cursor.Records, cancellationToken);
        var rows = await source.TakeAsync(ChunkSize);
        var renaming = new RenameRules(step.Transaction.Connection, nameUse, how, text["job.rename-reason", file.Name]);
        var chunk = new ChunkImport(step.Transaction, _places, source, renaming, scopes, file.Sha256, how, clock.GetUtcNow());
        var result = await chunk.RunAsync(rows, cancellationToken);
        var messages = new RowMessages(source.Columns, text, form);
        await step.AddErrorsAsync([.. result.Refused.Select(messages.Refused), .. result.Warned.SelectMany(messages.Warned)], cancellationToken);

        var next = cursor.Add(rows.Count, result);
        await step.ReportAsync(next.Counts(), next.Sentence(how, text));
        return rows.Count < ChunkSize ? StepResult.Done() : StepResult.Continue(next);
    }

    // A step that was rolled back left the reader ahead of the cursor, and perhaps ids of places that were never made.
    private async Task<ImportSource> SourceAsync(ImportArguments how, int position, CancellationToken cancellationToken)
    {
        if (_source is { } open && open.Position == position) return open;
        _source?.Dispose();
        _source = null;
        _places = new(catalog, places);
        var country = (await isp.SettingsAsync(cancellationToken)).Country;
        return _source = await ImportSource.OpenAsync(() => tables.OpenAsync(files.OpenRead(how.FileId), how.Format ?? new TableFormat(), cancellationToken), how, country, position, cancellationToken);
    }
}
