using System.Net;
using Npgsql;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ListContracts;

[Feature]
internal sealed class ListContracts(IDatabase<NetworkDb> database, ContractScope scope)
{
    private const int PageSize = 50;

    private const string Columns =
        """
        select c.id, c.public_id, c.client_id, coalesce(k.name, ''), p.name::text, c.state, c.state_origin, s.name::text, n.name::text, c.ip,
               c.start_date, c.end_date, c.ended, x.name::text, c.next_plan_from
        from network.contract c
        join network.plan p on p.id = c.plan_id
        join network.server s on s.id = c.server_id
        left join network.node n on n.id = c.node_id
        left join network.plan x on x.id = c.next_plan_id
        left join clients.clients_v1 k on k.id = c.client_id
        """;

    /// <summary>One page of the list, newest first.</summary>
    public async Task<ContractRows> RunAsync(ContractFilter filter, long? after, CancellationToken cancellationToken)
    {
        List<object?> values = [filter.Ended];
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }

        List<string> conditions = ["c.ended = $1"];
        if (filter.State is { } state) conditions.Add($"({ShownState.FoundSql("c", Value(new[] { state }))})");
        if (filter.Plan is { } plan) conditions.Add($"c.plan_id = {Value(plan)}");
        if (filter.Node is { } node) conditions.Add($"c.node_id = {Value(node)}");
        if (filter.Server is { } server) conditions.Add($"c.server_id = {Value(server)}");
        if (Typed.Line(filter.Text) is { } text) conditions.Add($"c.id in ({ContractText.Sql(text, Value)})");
        if (after is not null) conditions.Add($"c.public_id < {Value(after)}");
        var (within, seen) = scope.Where("c.client_id", values.Count);
        var rows = await database.Source.Sql(
            $"""
            {Columns}
            where {string.Join(" and ", conditions)} and {within}
            order by c.public_id desc
            limit {PageSize + 1}
            """, [.. values, .. seen]).ListAsync(Read, cancellationToken);
        return rows.Count > PageSize ? new ContractRows(rows[..PageSize], rows[PageSize - 1].PublicId) : new ContractRows(rows, null);
    }

    /// <summary>All contracts of a client, those in course first.</summary>
    public async Task<IReadOnlyList<ContractRow>> OfClientAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id");
        return await database.Source.Sql(
            $"{Columns} where {within} and c.client_id = ${values.Length + 1} order by c.ended, c.public_id desc", [.. values, clientId])
            .ListAsync(Read, cancellationToken);
    }

    private static ContractRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
        row.Text(8), row.IsDBNull(9) ? null : row.GetFieldValue<IPAddress>(9), row.GetFieldValue<DateOnly>(10), row.Maybe<DateOnly>(11), row.GetBoolean(12),
        row.Text(13), row.Maybe<DateOnly>(14));
}
