using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ViewContract;

[Feature]
internal sealed class ViewContract(IDatabase<NetworkDb> database, NetworkDb db, ContractScope scope, IClientDirectory clients)
{
    private const int HistoryLength = 200;

    /// <summary>The contract, or <c>null</c> when there is none that the operator may see.</summary>
    public async Task<ContractDetails?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id");
        var found = await database.Source.Sql(
            $"""
            select p.name::text, x.name::text, s.name::text, n.name::text, c.state, c.state_origin
            from network.contract c
            join network.plan p on p.id = c.plan_id
            join network.server s on s.id = c.server_id
            left join network.node n on n.id = c.node_id
            left join network.plan x on x.id = c.next_plan_id
            where {within} and c.id = ${values.Length + 1}
            """, [.. values, id]).ListAsync(
                row => (Plan: row.GetString(0), Next: row.Text(1), Server: row.GetString(2), Node: row.Text(3), State: row.GetString(4), Origin: row.GetString(5)),
                cancellationToken);
        if (found is not [var names] || await db.FindAsync<Contract>([id], cancellationToken) is not { } contract) return null;
        if (await clients.FindAsync(contract.ClientId, cancellationToken) is not { } client) return null;
        return new ContractDetails(contract, client, names.Plan, names.Next, names.Server, names.Node, names.State, names.Origin);
    }

    /// <summary>The latest changes of its state, newest first.</summary>
    public Task<List<StateChangeLine>> HistoryAsync(Guid id, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select from_state, to_state, origin, reason, actor, at
        from network.state_change
        where contract_id = $1
        order by at desc, id desc
        limit {HistoryLength}
        """, id).ListAsync(
            row => new StateChangeLine(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5)),
            cancellationToken);
}
