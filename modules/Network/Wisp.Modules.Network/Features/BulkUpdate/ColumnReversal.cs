using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.BulkUpdate;

/// <summary>Puts one column of contracts back to what the audit says it was before a batch, where nobody has changed it since.</summary>
internal sealed class ColumnReversal(NpgsqlConnection connection, string field, CatalogShape shape, IStringLocalizer<NetworkText> text)
{
    /// <summary>Other contracts in course on a server that have a contract's address or user.</summary>
    public static string Holders(string contract, string server) =>
        $"""
        select from network.contract o
        where o.server_id = {server} and not o.ended and o.id <> {contract}.id
          and (o.ip = {contract}.ip or lower(o.pppoe_username) = lower({contract}.pppoe_username))
        """;

    /// <returns>A line a client: put back only when all its contracts were.</returns>
    public Task<List<ClientBulkReversal>> RunAsync(Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        var column = shape.ContractColumn;
        var taken = shape == CatalogShape.Servers ? $"exists ({Holders("c", "was.before")})" : "false";
        return connection.Sql(
            $"""
            with was as (
                select a.entity_id, (a.old ->> '{column}')::uuid as before, (a.new ->> '{column}')::uuid as written
                from host.audit_v1 a
                where a.batch_id = $1 and a.subject_id = any ($2)
                  and a.schema_name = 'network' and a.table_name = 'contract' and a.action = 'U' and a.new ? '{column}'),
            line as materialized (
                select c.id, c.client_id, was.before, was.written, c.{column} as now,
                       case when exists (select from clients.clients_v1 k where k.id = c.client_id and k.status <> 'active') then 'bulk.deactivated'
                            when c.{column} is distinct from was.written then 'bulk.touched'
                            when {taken} then 'bulk.taken' end as reason
                from was join network.contract c on c.id = was.entity_id
                where c.{column} is distinct from was.before
                order by c.id
                for update of c),
            back as (
                update network.contract c set {column} = line.before from line where c.id = line.id and line.reason is null)
            select line.client_id, min(line.reason),
                   string_agg(distinct n.name::text, ', '), string_agg(distinct w.name::text, ', ')
            from line
            left join {shape.Table} n on n.id = case when line.reason is null then line.before else line.now end
            left join {shape.Table} w on w.id = line.written
            group by line.client_id
            """, batch, clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))
            .ListAsync(
                row => new ClientBulkReversal(
                    row.GetGuid(0), field, row.IsDBNull(1), row.Text(2), row.Text(3), row.Text(1) is { } reason ? text[reason].Value : null),
                cancellationToken);
    }
}
