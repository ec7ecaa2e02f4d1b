using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Lifecycle;

[Feature]
internal sealed class Papers(IDatabase<PartsDb> database, Faults faults) : IClientNameUse
{
    public string Key => "parts.papers";

    public Label Label => PartsModule.Text("remitos entregados");

    public int Order => 100;

    public string? Permission => null;

    public async Task<IReadOnlySet<Guid>> PrintedAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        await faults.ThrowIfToldAsync("papers");
        return (await database.Source.Sql("select client_id from parts.paper where client_id = any ($1)", (object)clientIds.ToArray())
            .ListAsync(row => row.GetGuid(0), cancellationToken)).ToHashSet();
    }
}
