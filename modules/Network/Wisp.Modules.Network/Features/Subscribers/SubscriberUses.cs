using Wisp.Contracts.Network;
using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Subscribers;

/// <summary>What a client's contracts consumed, for himself.</summary>
[Feature]
internal sealed class SubscriberUses(IDatabase<NetworkDb> database, IIsp isp)
{
    public async Task<SubscriberConsumption?> SlotsAsync(
        Guid client, Guid contract, DateTimeOffset from, DateTimeOffset to, ConsumptionBucket bucket, CancellationToken cancellationToken)
    {
        var slot = bucket == ConsumptionBucket.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        // Bounds inside slots touch one slot more than the time between them has.
        if (to <= from || (to - from) / slot > ISubscriberLines.MostSlots - 1)
            throw new ArgumentOutOfRangeException(nameof(to), to, $"At most {ISubscriberLines.MostSlots} slots that begin at {from:O}.");
        if (!await database.Source.Sql("select exists (select from network.contract where id = $1 and client_id = $2)", contract, client).ValueAsync<bool>(cancellationToken)) return null;

        var zone = (await isp.SettingsAsync(cancellationToken)).TimeZone;
        var slots = await database.Source.Sql(bucket == ConsumptionBucket.Hour ? Hours : Days, contract, from.ToUniversalTime(), to.ToUniversalTime(), zone)
            .ListAsync(row => (At: row.GetFieldValue<DateTimeOffset>(0).ToUnixTimeSeconds(), Down: row.GetInt64(1), Up: row.GetInt64(2)), cancellationToken);
        return new([.. slots.Select(one => one.At)], [.. slots.Select(one => one.Down)], [.. slots.Select(one => one.Up)], zone);
    }

    public async Task<IReadOnlyList<SubscriberUse>> TodayAsync(Guid client, CancellationToken cancellationToken) => await database.Source.Sql(
        """
        select c.id, coalesce(k.down, 0), coalesce(k.up, 0)
        from network.contract c
        left join lateral (
            select sum(d.down)::bigint as down, sum(d.up)::bigint as up from network.consumption_by_day d where d.contract_id = c.id and d.day = $2) k on true
        where c.client_id = $1 and not c.ended
        order by c.public_id desc
        """, client, await isp.TodayAsync(cancellationToken))
        .ListAsync(row => new SubscriberUse(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken);

    private const string Hours =
        """
        select s.at, coalesce(sum(k.down), 0)::bigint, coalesce(sum(k.up), 0)::bigint
        from generate_series(date_trunc('hour', $2, $4), $3 - interval '1 microsecond', interval '1 hour') s (at)
        left join (
            select h.at, h.down, h.up from network.consumption_by_hour h where h.contract_id = $1 and h.at >= date_trunc('hour', $2, $4) and h.at < $3) k using (at)
        group by s.at order by s.at
        """;

    private const string Days =
        """
        select s.day at time zone $4, coalesce(sum(k.down), 0)::bigint, coalesce(sum(k.up), 0)::bigint
        from generate_series(($2 at time zone $4)::date::timestamp, ($3 - interval '1 microsecond') at time zone $4, interval '1 day') s (day)
        left join (
            select d.day, d.down, d.up from network.consumption_by_day d
            where d.contract_id = $1 and d.day >= ($2 at time zone $4)::date and d.day <= ($3 at time zone $4)::date) k on k.day = s.day::date
        group by s.day order by s.day
        """;
}
