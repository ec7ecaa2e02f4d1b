using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Outages;

/// <param name="Hit">Contracts in service that hang from the node, of those that the reader may see.</param>
internal sealed record OutageRow(
    Guid Id, Guid NodeId, string Node, int? Fallen, string? Reason, DateTimeOffset BeganAt, string BeganBy, DateTimeOffset? EndedAt, string? EndedBy, long Hit);

/// <summary>How many contracts of a zone are hit; without an id, of clients without a zone.</summary>
internal sealed record ZoneHit(Guid? Id, string? Name, long Contracts);

/// <summary>A contract that is hit.</summary>
internal sealed record HitContract(Guid Id, long PublicId, Guid ClientId, string ClientName, string? Zone, string? Address, string? Phone);

/// <summary>Nodes that are down, those that were, and who is hit.</summary>
[Feature]
internal sealed class ReadOutages(IDatabase<NetworkDb> database, ContractScope scope)
{
    public const int PageSize = 100;

    private const int Past = 50;

    private const string InService = "c.node_id = o.node_id and not c.ended and c.state <> 'disabled'";

    /// <summary>All that last, then the latest of the past.</summary>
    public Task<List<OutageRow>> ListAsync(CancellationToken cancellationToken) => RowsAsync(null, cancellationToken);

    public async Task<OutageRow?> FindAsync(Guid id, CancellationToken cancellationToken) => (await RowsAsync(id, cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<ZoneHit>> ZonesAsync(Guid outage, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id", after: 1);
        return await database.Source.Sql(
            $"""
            select z.id, z.name, count(*)
            from network.outage o
            join network.contract c on {InService}
            join clients.clients_v1 k on k.id = c.client_id
            left join zones.zones_v1 z on z.id = k.zone_id
            where o.id = $1 and {within}
            group by z.id, z.name
            order by count(*) desc, z.name
            """, [outage, .. values]).ListAsync(row => new ZoneHit(row.Maybe<Guid>(0), row.Text(1), row.GetInt64(2)), cancellationToken);
    }

    /// <summary>Who is hit, by contract number; one more than a page when more follow.</summary>
    /// <param name="outage">The outage.</param>
    /// <param name="zone">Of one zone; an empty id for clients without one; <c>null</c> for all.</param>
    /// <param name="after">Number of the last row before.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<HitContract>> HitAsync(Guid outage, Guid? zone, long after, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id", after: 3);
        return await database.Source.Sql(
            $"""
            select c.id, c.public_id, c.client_id, k.name, z.name, coalesce(c.address, k.address), coalesce(k.phone_mobile, k.phone)
            from network.outage o
            join network.contract c on {InService}
            join clients.clients_v1 k on k.id = c.client_id
            left join zones.zones_v1 z on z.id = k.zone_id
            where o.id = $1 and ($2 is null or $2 = coalesce(k.zone_id, '00000000-0000-0000-0000-000000000000')) and c.public_id > $3 and {within}
            order by c.public_id
            limit {PageSize + 1}
            """, [outage, zone.As(NpgsqlDbType.Uuid), after, .. values]).ListAsync(
                row => new HitContract(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.Text(4), row.Text(5), row.Text(6)), cancellationToken);
    }

    /// <param name="only">The one to read, or <c>null</c> for the list.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    private Task<List<OutageRow>> RowsAsync(Guid? only, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id", after: 1);
        return database.Source.Sql(
            $"""
            with wanted as (
                select id from network.outage where id = $1
                union all
                select id from network.outage where $1 is null and ended_at is null
                union all
                (select id from network.outage where $1 is null and ended_at is not null order by began_at desc, id limit {Past}))
            select o.id, o.node_id, n.name::text, o.fallen, o.reason, o.began_at, o.began_by, o.ended_at, o.ended_by,
                   (select count(*) from network.contract c where {InService} and {within})
            from wanted
            join network.outage o on o.id = wanted.id
            join network.node n on n.id = o.node_id
            order by o.ended_at is not null, o.began_at desc, o.id
            """, [only.As(NpgsqlDbType.Uuid), .. values]).ListAsync(Read, cancellationToken);
    }

    private static OutageRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.Maybe<int>(3), row.Text(4), row.GetFieldValue<DateTimeOffset>(5), row.GetString(6),
        row.Maybe<DateTimeOffset>(7), row.Text(8), row.GetInt64(9));
}
