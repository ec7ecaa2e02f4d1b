using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Sessions;

/// <summary>A contract among those that consume most.</summary>
internal sealed record TopUser(Guid ContractId, long Number, Guid ClientId, string ClientName, string Plan, string? Node, long Down, long Up);

[Feature]
internal sealed class TopUsers(IDatabase<NetworkDb> database, ContractScope scope, IIsp isp)
{
    private const int Most = 50;

    /// <summary>Days, today among them, that can be asked for.</summary>
    public static readonly IReadOnlyList<int> Days = [1, 7, 30];

    public async Task<IReadOnlyList<TopUser>> RunAsync(int days, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id", after: 1);
        return await database.Source.Sql(
            $"""
            with used as (
                select d.contract_id, sum(d.down)::bigint as down, sum(d.up)::bigint as up
                from network.consumption_by_day d
                where d.day >= $1
                group by d.contract_id)
            select c.id, c.public_id, c.client_id, coalesce(k.name, ''), p.name::text, n.name::text, used.down, used.up
            from used
            join network.contract c on c.id = used.contract_id
            join network.plan p on p.id = c.plan_id
            left join network.node n on n.id = c.node_id
            left join clients.clients_v1 k on k.id = c.client_id
            where {within}
            order by used.down + used.up desc, c.public_id
            limit {Most}
            """, [(await isp.TodayAsync(cancellationToken)).AddDays(1 - days), .. values]).ListAsync(
                row => new TopUser(
                    row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.Text(5), row.GetInt64(6), row.GetInt64(7)),
                cancellationToken);
    }
}
