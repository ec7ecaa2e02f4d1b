using NpgsqlTypes;
using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Integration;

/// <summary>Tells Zones how many clients hold a place, and moves them when it is archived; deactivated ones count and move too.</summary>
[Feature]
internal sealed class ZoneUse(IDatabase<ClientsDb> database, TimeProvider clock) : IZoneUse
{
    public Task<long> CountAsync(PlaceKind kind, Guid id, CancellationToken cancellationToken = default) =>
        database.Source.Sql($"select count(*) from clients.client where {Column(kind)} = $1", id).ValueAsync<long>(cancellationToken);

    public async Task<long> MoveAsync(
        IWispTransaction transaction, PlaceKind kind, Guid from, Guid? to, CancellationToken cancellationToken = default)
    {
        await using var part = await transaction.EnterAsync("clients", cancellationToken);
        return await transaction.Connection.Sql(
            $"update clients.client set {Column(kind)} = $2, updated_at = $3 where {Column(kind)} = $1",
            from, to.As(NpgsqlDbType.Uuid), clock.GetUtcNow()).RunAsync(cancellationToken);
    }

    private static string Column(PlaceKind kind) => kind switch
    {
        PlaceKind.State => "state_id",
        PlaceKind.City => "city_id",
        PlaceKind.Neighborhood => "neighborhood_id",
        PlaceKind.Zone => "zone_id",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
