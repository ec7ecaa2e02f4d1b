using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>Hands a stored file over to the worker.</summary>
[Feature]
internal sealed class StartImport(IDatabase<ClientsDb> database, IJobs jobs)
{
    public async Task<Guid> RunAsync(StoredFile file, ImportArguments how, string returnUrl, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var request = new JobRequest(ImportClientsJob.Key, how) { Title = file.Name, ReturnUrl = returnUrl };
        var job = await jobs.EnqueueAsync(transaction.Connection, request, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }
}
