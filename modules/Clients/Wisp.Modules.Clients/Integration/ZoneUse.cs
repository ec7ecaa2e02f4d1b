using NpgsqlTypes;
using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.Placing;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Integration;

/// <summary>
/// Tells Zones how many clients hold a place, moves them when it is archived, and has them follow new borders; deactivated ones count
/// and move too.
/// </summary>
[Feature]
internal sealed class ZoneUse(IDatabase<ClientsDb> database, IJobs jobs, TimeProvider clock) : IZoneUse
{
    public Task<long> CountAsync(PlaceKind kind, Guid id, CancellationToken cancellationToken = default) =>
        database.Source.Sql($"select count(*) from clients.client where {Column(kind)} = $1", id).ValueAsync<long>(cancellationToken);

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
