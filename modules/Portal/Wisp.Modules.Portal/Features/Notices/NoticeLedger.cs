using System.Text.Json;
using NpgsqlTypes;
using Wisp.Contracts.Portal;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>
/// Writes notices and how they leave, in one statement however many they are. What was told is not told again: a handler that runs twice, an event that
/// comes twice, a job that begins anew make nothing.
/// </summary>
[Feature]
internal sealed class NoticeLedger(NoticeWays ways, IIsp isp, IJobs jobs, TimeProvider clock) : INotices
{
    /// <summary>Makes the notices that a select yields.</summary>
    /// <param name="transaction">In the role of Portal.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="at">When what is told happened.</param>
    /// <param name="found">A select of <c>client_id, key, arguments, url</c>, each client and key once.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>How many were made.</returns>
    public async Task<int> TellAsync(IWispTransaction transaction, string kind, DateTimeOffset at, string found, object?[] values, CancellationToken cancellationToken)
    {
        var told = ways.Find(kind) ?? throw new ArgumentException($"No kind of notice is called {kind}.", nameof(kind));
        var (settings, now) = (await ways.SettingsAsync(cancellationToken), clock.GetUtcNow());
        // Clocks of two machines differ.
        if (at > now) at = now;
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        var notBefore = told.IsUrgent ? now : settings.NotBefore(now, zone);
        // What waits for the morning is worth telling in the morning; what we heard of late is not.
        var expires = at + told.Life + (at + told.Life > now ? notBefore - now : TimeSpan.Zero);
        var receivers = Receivers(ways.Channels.Where(channel => settings.IsOn(told, channel)));
        var first = values.Length;
        var made = await transaction.Connection.Sql(
            $"""
            with found as materialized ({found}),
            made as (
              insert into portal.notice (kind, client_id, key, arguments, url, made_at)
              select ${first + 1}, f.client_id, f.key, f.arguments, f.url, ${first + 2}
              from found f
              join clients.clients_v1 c on c.id = f.client_id and c.status = 'active'
              where exists (select from portal.access a where a.id = f.client_id and a.enabled) or exists (select from ({receivers}) r where r.client_id = f.client_id)
              on conflict on constraint notice_once do nothing
              returning id, client_id),
            leaving as (
              insert into portal.delivery (notice_id, channel, device_id, urgent, not_before, expires_at, at)
              select m.id, r.channel, r.device_id, ${first + 3}, ${first + 4}, ${first + 5}, ${first + 2}
              from made m
              cross join lateral (select r.channel, r.device_id from ({receivers}) r where r.client_id = m.client_id) r
              where ${first + 5} > ${first + 2}
              returning 1)
            select array[(select count(*) from made), (select count(*) from leaving)]
            """, [.. values, kind, now, told.IsUrgent, notBefore, expires]).ValueAsync<long[]>(cancellationToken);
        if (made![1] > 0) await CallAsync(transaction, cancellationToken);
        return (int)made[0];
    }

    public async Task<int> TellAsync(IWispTransaction transaction, string kind, DateTimeOffset at, IReadOnlyCollection<NewNotice> notices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(notices);
        await using var part = await transaction.EnterAsync("portal", cancellationToken);
        var once = notices.DistinctBy(notice => (notice.ClientId, notice.Key)).ToList();
        return await TellAsync(
            transaction, kind, at, "select * from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[]) as f(client_id, key, arguments, url)",
            (object?[])
            [
                once.Select(notice => notice.ClientId).ToArray(), once.Select(notice => notice.Key).ToArray(),
                once.Select(notice => JsonSerializer.Serialize(notice.Arguments, JsonSerializerOptions.Web)).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Jsonb),
                once.Select(notice => notice.Url).ToArray(),
            ], cancellationToken);
    }

    /// <summary>Calls a courier, unless one was called that did not set out yet.</summary>
    public async Task CallAsync(IWispTransaction transaction, CancellationToken cancellationToken)
    {
        // One that was called sets out only when what we wrote is there for him to see; one that set out meanwhile is called again.
        while (!await transaction.Connection.Sql("select called from portal.courier where called for share").ValueAsync<bool>(cancellationToken))
        {
            if (await transaction.Connection.Sql("update portal.courier set called = true where not called").RunAsync(cancellationToken) == 0) continue;
            await jobs.EnqueueAsync(transaction.Connection, new JobRequest(DeliverNotices.Key, new { }), cancellationToken);
            return;
        }
    }

    private static string Receivers(IEnumerable<INoticeChannel> channels)
    {
        var selects = channels.Select((channel, index) => channel.Key.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-')
            ? $"select '{channel.Key}' as channel, client_id, device_id from ({channel.Receivers}) r{index}"
            : throw new InvalidOperationException($"The key {channel.Key} of a channel has other signs than letters, digits, '.' and '-'.")).ToList();
        return selects.Count > 0 ? string.Join(" union all ", selects) : "select null::text as channel, null::uuid as client_id, null::uuid as device_id where false";
    }
}
