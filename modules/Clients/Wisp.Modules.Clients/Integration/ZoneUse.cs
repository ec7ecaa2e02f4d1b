using NpgsqlTypes;
using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features;
using Wisp.Modules.Clients.Features.Placing;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Integration;

/// <summary>
/// Tells Zones how many clients hold a place, moves them when it is archived, and has them follow new borders; deactivated ones count
/// and move too.
/// </summary>
[Feature]
internal sealed class ZoneUse(IDatabase<ClientsDb> database, IJobs jobs, ICurrentOperator current, ClientScopes scopes, TimeProvider clock) : IZoneUse
{
    public Task<long> CountAsync(PlaceKind kind, Guid id, CancellationToken cancellationToken = default) =>
        database.Source.Sql($"select count(*) from clients.client where {Column(kind)} = $1", id).ValueAsync<long>(cancellationToken);

    public async Task<PlaceUsage?> UsageAsync(PlaceKind kind, CancellationToken cancellationToken = default)
    {
        if (kind is not (PlaceKind.Zone or PlaceKind.Neighborhood) || !current.Can(ClientPermissions.View)) return null;
        var counts = await database.Source.Sql(
            $"""
            select c.{Column(kind)}, count(*), count(*) filter (where c.location is null),
                   count(*) filter (where c.zone_id is null and c.location is not null and (not c.zone_by_hand or zones.zone_at(c.location) is null))
            from clients.client c
            where c.status = 'active' and {ClientScopes.Sees("$1", "c")}
            group by 1
            """, scopes.CollectorOf.As(NpgsqlDbType.Uuid))
            .ListAsync(row => (Place: row.Maybe<Guid>(0), All: row.GetInt64(1), Pointless: row.GetInt64(2), Outside: row.GetInt64(3)), cancellationToken);
        var nowhere = counts.Where(line => line.Place is null).ToList();
        var (key, without) = kind == PlaceKind.Zone
            ? ("zone", new PlaceUsageList(Label.Of<ClientsText>("usage.outside"), nowhere.Sum(line => line.Outside), "/clients?outside=yes"))
            : ("neighborhood", new PlaceUsageList(Label.Of<ClientsText>("usage.no-neighborhood"), nowhere.Sum(line => line.All), "/clients?neighborhood=none"));
        return new PlaceUsage(
            counts.Where(line => line.Place is not null).ToDictionary(line => line.Place!.Value, line => line.All), $"/clients?{key}={{0}}",
            [without, new PlaceUsageList(Label.Of<ClientsText>("usage.pointless"), counts.Sum(line => line.Pointless), "/clients?point=no")]);
    }

    public async Task<long> MoveAsync(
        IWispTransaction transaction, PlaceKind kind, Guid from, Guid? to, CancellationToken cancellationToken = default)
    {
        await using var part = await transaction.EnterAsync("clients", cancellationToken);
        var column = Column(kind);
        if (to is null && ByPoint(kind) is { } byPoint)
        {
            // The archived place is not found by points any more.
            await transaction.Connection.Sql("select set_config('clients.placed', 'yes', true)").RunAsync(cancellationToken);
            return await transaction.Connection.Sql(
                $"update clients.client set {byPoint}, updated_at = $2 where {column} = $1", from, clock.GetUtcNow()).RunAsync(cancellationToken);
        }

        return await transaction.Connection.Sql(
            $"update clients.client set {column} = $2, updated_at = $3 where {column} = $1",
            from, to.As(NpgsqlDbType.Uuid), clock.GetUtcNow()).RunAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<PlaceMove>> PreviewAsync(
        IWispTransaction transaction, BorderChange change, CancellationToken cancellationToken = default)
    {
        await using var part = await transaction.EnterAsync("clients", cancellationToken);
        await PointPlaces.KeepPlanAsync(transaction.Connection, cancellationToken);
        return await transaction.Connection.Sql(
            $"""
            {PointPlaces.Moving(change.Kind)}
            select was, place, count(*) from moving group by was, place order by count(*) desc
            """, change.West, change.South, change.East, change.North)
            .ListAsync(row => new PlaceMove(row.Maybe<Guid>(0), row.Maybe<Guid>(1), row.GetInt64(2)), cancellationToken);
    }

    public async Task<Guid?> FollowAsync(IWispTransaction transaction, BorderChange change, CancellationToken cancellationToken = default)
    {
        await using var part = await transaction.EnterAsync("clients", cancellationToken);
        return await jobs.EnqueueAsync(
            transaction.Connection, new JobRequest(PlaceClientsJob.Key, change) { ReturnUrl = "/clients" }, cancellationToken);
    }

    private static string? ByPoint(PlaceKind kind) => kind switch
    {
        PlaceKind.Zone => "zone_by_hand = false, zone_id = zones.zone_at(location)",
        PlaceKind.Neighborhood => "neighborhood_by_hand = false, neighborhood_id = clients.neighborhood_for(location, city_id, state_id)",
        _ => null,
    };

    private static string Column(PlaceKind kind) => kind switch
    {
        PlaceKind.State => "state_id",
        PlaceKind.City => "city_id",
        PlaceKind.Neighborhood => "neighborhood_id",
        PlaceKind.Zone => "zone_id",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
