using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>Hands an export over to the worker, with the filter as it is now.</summary>
[Feature]
internal sealed class StartExport(IDatabase<ClientsDb> database, IJobs jobs, ClientScopes scopes, IStringLocalizer<ExportText> text)
{
    /// <param name="format">Key of the format.</param>
    /// <param name="query">Query of the list, or <c>null</c> for all clients.</param>
    /// <param name="url">The list that it was asked from.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The job.</returns>
    public async Task<Guid> RunAsync(string format, string? query, string url, CancellationToken cancellationToken)
    {
        var arguments = new ExportArguments(format, query is null, query ?? "", scopes.CollectorOf);
        await using var transaction = await database.BeginAsync(cancellationToken);
        var job = await jobs.EnqueueAsync(
            transaction.Connection,
            new JobRequest(ExportClientsJob.Key, arguments) { Title = text[arguments.All ? "title.all" : "title.filtered", text[$"format.{format}"].Value], ReturnUrl = url },
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }
}
