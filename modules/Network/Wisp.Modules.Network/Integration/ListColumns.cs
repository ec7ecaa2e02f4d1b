using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>How many contracts a client has in course, and the worst state among them (GRID-04).</summary>
[Feature]
internal sealed class ContractsColumn(IDatabase<NetworkDb> database, ContractScope scope, IStringLocalizer<NetworkText> text) : IClientListColumn
{
    private static readonly string Severity = ShownState.SeveritySql("c");

    public string Key => "network.contracts";

    public Label Label => Label.Of<NetworkText>("contracts.title");

    public int Order => 50;

    public int Priority => 2;

    public string? Permission => NetworkPermissions.View;

    public ClientSql? Sort
    {
        get
        {
            var (within, values) = scope.Where("c.client_id");
            return new($"select c.client_id, max({Severity}) as sort_key from network.contracts_v1 c where not c.ended and {within} group by c.client_id", values);
        }
    }

    public async Task<IReadOnlyDictionary<Guid, ClientCell>> ReadAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id", after: 1);
        var counts = await database.Source.Sql(
            $"""
            select c.client_id, {Severity} as severity, count(*)
            from network.contract c
            where c.client_id = any ($1) and not c.ended and {within}
            group by 1, 2
            order by 1, 2 desc
            """, [clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), .. values])
            .ListAsync(row => (Client: row.GetGuid(0), State: ShownState.All[row.GetInt32(1)], Count: row.GetInt64(2)), cancellationToken);
        return counts.GroupBy(count => count.Client).ToDictionary(client => client.Key, client =>
        {
            var worst = client.First().State;
            return new ClientCell($"{client.Sum(count => count.Count)} · {text[ShownState.Key(worst)]}")
            {
                State = worst,
                Title = string.Join(", ", client.Select(count => $"{count.Count} · {text[ShownState.Key(count.State)]}")),
                Url = $"/clients/{client.Key}",
            };
        });
    }
}

/// <summary>The plans of the contracts in course, each once.</summary>
[Feature]
internal sealed class PlanColumn(IDatabase<NetworkDb> database, ContractScope scope) : IClientListColumn
{
    public string Key => "network.plan";

    public Label Label => Label.Of<NetworkText>("plans.one");

    public int Order => 60;

    public int Priority => 4;

    public string? Permission => NetworkPermissions.View;

    public ClientSql? Sort
    {
        get
        {
            var (within, values) = scope.Where("c.client_id");
            return new(
                $"""
                select c.client_id, min(p.name collate "es-x-icu") as sort_key
                from network.contracts_v1 c join network.plans_v1 p on p.id = c.plan_id
                where not c.ended and {within}
                group by c.client_id
                """, values);
        }
    }

    public async Task<IReadOnlyDictionary<Guid, ClientCell>> ReadAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id", after: 1);
        return (await database.Source.Sql(
            $"""
            select c.client_id, string_agg(distinct p.name::text, ', ')
            from network.contract c join network.plan p on p.id = c.plan_id
            where c.client_id = any ($1) and not c.ended and {within}
            group by c.client_id
            """, [clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), .. values])
            .ListAsync(row => (Client: row.GetGuid(0), Plans: row.GetString(1)), cancellationToken))
            .ToDictionary(row => row.Client, row => new ClientCell(row.Plans));
    }
}
