using System.Globalization;
using System.Net;
using Npgsql;
using NpgsqlTypes;
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
        var (within, values) = scope.Where("c.client_id");
        string Value(int number) => $"${values.Length + number}";
        var text = Typed.Line(filter.Text);
        var rows = await database.Source.Sql(
            $"""
            {Columns}
            where {within}
              and c.ended = {Value(1)}
              and ({Value(2)} is null or case {Value(2)} when 'system' then c.state = 'disabled' and c.state_origin = 'system' else c.state = {Value(2)} end)
              and ({Value(3)} is null or c.plan_id = {Value(3)})
              and ({Value(4)} is null or c.node_id = {Value(4)})
              and ({Value(5)} is null or c.server_id = {Value(5)})
              and ({Value(6)} is null or c.public_id = {Value(7)} or c.ip = {Value(8)} or lower(c.pppoe_username) = lower({Value(6)})
                   or not exists (
                       select from unnest(string_to_array(ext.fold({Value(6)}), ' ')) w (word)
                       where strpos(ext.fold(coalesce(k.name, '')), w.word) = 0))
              and ({Value(9)} is null or c.public_id < {Value(9)})
            order by c.public_id desc
            limit {PageSize + 1}
            """,
            [
                .. values, filter.Ended, filter.State.As(NpgsqlDbType.Text), filter.Plan.As(NpgsqlDbType.Uuid), filter.Node.As(NpgsqlDbType.Uuid),
                filter.Server.As(NpgsqlDbType.Uuid), text.As(NpgsqlDbType.Text),
                (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null).As(NpgsqlDbType.Bigint),
                (IPAddress.TryParse(text, out var ip) ? ip : null).As(NpgsqlDbType.Inet), after.As(NpgsqlDbType.Bigint),
            ]).ListAsync(Read, cancellationToken);
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
