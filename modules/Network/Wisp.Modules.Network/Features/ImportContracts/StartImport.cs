using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts;

/// <summary>Hands a stored file over to the worker.</summary>
[Feature]
internal sealed class StartImport(IDatabase<NetworkDb> database, IJobs jobs)
{
    public async Task<Guid> RunAsync(StoredFile file, TableColumns<ImportField> columns, ImportArguments how, string returnUrl, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var request = new JobRequest(ImportContractsJob.Key, how with { Fields = columns.FieldNames }) { Title = file.Name, ReturnUrl = returnUrl };
        var job = await jobs.EnqueueAsync(transaction.Connection, request, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }
}
