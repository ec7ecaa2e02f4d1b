using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>Hands a stored file over to the worker, and keeps what was chosen for its columns.</summary>
[Feature]
internal sealed class StartImport(IDatabase<ClientsDb> database, IJobs jobs, ICurrentOperator current, TimeProvider clock)
{
    public async Task<Guid> RunAsync(StoredFile file, TableColumns<ImportField> columns, ImportArguments how, string returnUrl, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(cancellationToken);
        await ColumnMemory.KeepAsync(transaction.Connection, columns, now, cancellationToken);
        var asked = how with { Fields = columns.FieldNames, AskedAt = now, Renames = current.Can(ClientPermissions.Rename) };
        var request = new JobRequest(ImportClientsJob.Key, asked) { Title = file.Name, ReturnUrl = returnUrl };
        var job = await jobs.EnqueueAsync(transaction.Connection, request, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }
}
