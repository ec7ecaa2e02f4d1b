using System.Net;
using System.Net.NetworkInformation;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.ListContracts;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Sessions;

/// <summary>Who is online, and the sessions that a contract had.</summary>
[Feature]
internal sealed class ReadSessions(IDatabase<NetworkDb> database, ContractScope scope)
{
    private const int PageSize = 50;

    private const string Select =
        """
        select s.id, s.contract_id, c.public_id, s.client_id, k.name, n.name::text, v.name::text, s.username, s.framed_ip, s.mac, s.started_at, s.ended_at,
               s.end_cause, s.bytes_down, s.bytes_up
        from network.session s
        left join network.contract c on c.id = s.contract_id
        left join network.node n on n.id = s.node_id
        left join network.server v on v.id = s.server_id
        left join clients.clients_v1 k on k.id = s.client_id
        """;

    /// <summary>One page of who is online, the latest first.</summary>
    public async Task<OnlineRows> OnlineAsync(OnlineFilter filter, Guid? after, CancellationToken cancellationToken)
    {
        List<object?> values = [];
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }

        List<string> conditions = ["s.ended_at is null"];
        if (filter.Node is { } node) conditions.Add($"s.node_id = {Value(node)}");
        if (filter.Server is { } server) conditions.Add($"s.server_id = {Value(server)}");
        if (Typed.Line(filter.Text) is { } text) conditions.Add($"s.id in ({OnlineText(text, Value)})");
        if (after is not null) conditions.Add($"s.id < {Value(after)}");
        var (within, seen) = scope.Where("s.client_id", values.Count);
        var rows = await database.Source.Sql(
            $"{Select} where {string.Join(" and ", conditions)} and {within} order by s.id desc limit {PageSize + 1}", [.. values, .. seen])
            .ListAsync(Read, cancellationToken);
        return rows.Count > PageSize ? new OnlineRows(rows[..PageSize], rows[PageSize - 1].Id) : new OnlineRows(rows, null);
    }

    /// <summary>How many are online per node or server, the most first.</summary>
    public async Task<IReadOnlyList<OnlineCount>> CountAsync(CatalogShape shape, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("s.client_id");
        return await database.Source.Sql(
            $"""
            select o.id, i.name::text, o.sessions
            from (select s.{shape.ContractColumn} as id, count(*) as sessions from network.session s where s.ended_at is null and {within} group by 1) o
            left join {shape.Table} i on i.id = o.id
            order by o.sessions desc, i.name
            """, values).ListAsync(row => new OnlineCount(row.Maybe<Guid>(0), row.Text(1), row.GetInt64(2)), cancellationToken);
    }

    /// <summary>The latest sessions of a contract that the operator may see.</summary>
    public Task<List<SessionRow>> OfContractAsync(Guid contract, CancellationToken cancellationToken) => database.Source.Sql(
        $"{Select} where s.contract_id = $1 order by s.started_at desc, s.id desc limit {PageSize}", contract).ListAsync(Read, cancellationToken);

    private static string OnlineText(string text, Func<object?, string> value)
    {
        List<string> ways =
        [
            $"select w.id from network.session w where w.ended_at is null and w.contract_id in ({ContractText.Sql(text, value)})",
            $"select u.id from network.session u where u.ended_at is null and lower(u.username) = lower({value(text)})",
        ];
        if (IPAddress.TryParse(text, out var ip)) ways.Add($"select a.id from network.session a where a.ended_at is null and a.framed_ip = {value(ip)}");
        if (MacText.Read(text) is { } mac) ways.Add($"select m.id from network.session m where m.ended_at is null and m.mac = {value(mac.As(NpgsqlDbType.MacAddr))}");
        return string.Join(" union ", ways);
    }

    private static SessionRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.Maybe<Guid>(1), row.Maybe<long>(2), row.Maybe<Guid>(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<IPAddress>(8), row.IsDBNull(9) ? null : row.GetFieldValue<PhysicalAddress>(9),
        row.GetFieldValue<DateTimeOffset>(10), row.Maybe<DateTimeOffset>(11), row.Text(12), row.GetInt64(13), row.GetInt64(14));
}
