using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Health;

public sealed record WorkerModule(string Id, string Version, string State, string? Reason);

/// <summary>What became of each module in the worker, as it said at its start.</summary>
[Feature]
public sealed class WorkerModules(IDatabase<HostDb> database)
{
    public Task<List<WorkerModule>> ReadAsync(CancellationToken cancellationToken) =>
        database.Source.Sql("select module_id, version, state, reason from host.module_state where process = 'worker'")
            .ListAsync(row => new WorkerModule(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3)), cancellationToken);
}
