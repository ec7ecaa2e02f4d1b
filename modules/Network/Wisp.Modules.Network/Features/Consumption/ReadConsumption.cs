using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Consumption;

/// <summary>What a contract consumed in a range, in bytes.</summary>
internal sealed record ContractUse(Guid Id, long PublicId, string Plan, long Down, long Up);

/// <summary>What a client consumed: each of its contracts, and slot by slot those that were chosen.</summary>
/// <param name="At">Beginnings of the slots, in seconds since 1970.</param>
/// <param name="Down">Bytes to the subscriber in each slot.</param>
/// <param name="Up">Bytes from the subscriber in each slot.</param>
/// <param name="Zone">The ISP's zone of time.</param>
internal sealed record ClientUse(IReadOnlyList<ContractUse> Contracts, long[] At, long[] Down, long[] Up, string Zone)
{
    public bool IsEmpty => Contracts.All(contract => contract is { Down: 0, Up: 0 });
}

[Feature]
internal sealed class ReadConsumption(IDatabase<NetworkDb> database, ContractScope scope, IIsp isp, TimeProvider clock)
{
    /// <param name="clientId">The client.</param>
    /// <param name="contract">The one contract whose slots are wanted, or <c>null</c> for all together.</param>
    /// <param name="range">Since when.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<ClientUse> RunAsync(Guid clientId, Guid? contract, ConsumptionRange range, CancellationToken cancellationToken)
    {
        var zone = (await isp.SettingsAsync(cancellationToken)).TimeZone;
        var slots = await database.Source.Sql(range.Slots, clock.GetUtcNow(), zone)
            .ListAsync(row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        var (within, values) = scope.Where("c.client_id", after: 1);
        var contracts = await database.Source.Sql(
            $"""
            select c.id, c.public_id, p.name::text
            from network.contract c join network.plan p on p.id = c.plan_id
            where c.client_id = $1 and {within}
            order by c.ended, c.public_id desc
            """, [clientId, .. values]).ListAsync(row => new ContractUse(row.GetGuid(0), row.GetInt64(1), row.GetString(2), 0, 0), cancellationToken);
        var uses = await database.Source.Sql(range.Uses, contracts.Select(one => one.Id).ToArray(), slots[0], zone)
            .ListAsync(row => (Contract: row.GetGuid(0), At: row.GetFieldValue<DateTimeOffset>(1), Down: row.GetInt64(2), Up: row.GetInt64(3)), cancellationToken);

        var places = slots.Select((slot, place) => (slot, place)).ToDictionary(one => one.slot, one => one.place);
        var (down, up) = (new long[slots.Count], new long[slots.Count]);
        foreach (var use in uses.Where(use => contract is null || use.Contract == contract))
        {
            if (!places.TryGetValue(use.At, out var place)) continue;
            down[place] += use.Down;
            up[place] += use.Up;
        }

        var sums = uses.GroupBy(use => use.Contract).ToDictionary(one => one.Key, one => (Down: one.Sum(use => use.Down), Up: one.Sum(use => use.Up)));
        return new ClientUse(
            [.. contracts.Select(one => sums.TryGetValue(one.Id, out var sum) ? one with { Down = sum.Down, Up = sum.Up } : one)],
            [.. slots.Select(slot => slot.ToUnixTimeSeconds())], down, up, zone);
    }
}
