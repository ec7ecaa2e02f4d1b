using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Devices;

/// <summary>A paired device.</summary>
/// <param name="LastSeenAt">When it last asked for a page; <c>null</c> when it is signed in no more.</param>
/// <param name="Pushes">Whether notices reach it.</param>
internal sealed record Device(Guid Id, string Name, string Platform, DateTimeOffset PairedAt, DateTimeOffset? LastSeenAt, bool Pushes);

/// <summary>Devices paired with a client's account.</summary>
[Feature]
internal sealed class PairedDevices(IDatabase<PortalDb> database, TimeProvider clock)
{
    /// <summary>How many a client may have at once: whoever has the link pairs without a password, so there is an end to it.</summary>
    public const int Most = 20;

    /// <summary>Devices that are paired, the latest first.</summary>
    public Task<List<Device>> ListAsync(Guid clientId, CancellationToken cancellationToken) => database.Source.Sql(
        """
        select d.id, d.name, d.platform, d.paired_at, s.seen, p.device_id is not null
        from portal.device d
        left join lateral (select max(last_seen_at) as seen from portal.session where device_id = d.id and ended_at is null and expires_at > $2) s on true
        left join portal.push_subscription p on p.device_id = d.id
        where d.client_id = $1 and d.revoked_at is null
        order by d.paired_at desc, d.id desc limit 50
        """, clientId, clock.GetUtcNow())
        .ListAsync(
            row => new Device(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.Maybe<DateTimeOffset>(4), row.GetBoolean(5)),
            cancellationToken);

    /// <summary>Makes the device that a browser says to be.</summary>
    /// <returns>The device, or <c>null</c> when the client has as many as he may.</returns>
    public async Task<Guid?> PairAsync(Guid clientId, string userAgent, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await MakeAsync(transaction, clientId, userAgent, cancellationToken) is not { } id) return null;
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>The same in the caller's transaction; of a client one after the other, so that their number is known.</summary>
    public async Task<Guid?> MakeAsync(IWispTransaction transaction, Guid clientId, string userAgent, CancellationToken cancellationToken)
    {
        var (name, platform) = BrowserName.Of(userAgent);
        var connection = transaction.Connection;
        await AccessRows.LockAsync(connection, clientId, cancellationToken);
        // A browser that forgot its cookie left a device behind that nobody is signed in with and no notice reaches: it makes room.
        var left = await connection.Sql(
            """
            select d.id from portal.device d
            where d.client_id = $1 and d.revoked_at is null and (select count(*) >= $3 from portal.device where client_id = $1 and revoked_at is null)
              and not exists (select from portal.push_subscription p where p.device_id = d.id)
              and not exists (select from portal.session s where s.device_id = d.id and s.ended_at is null and s.expires_at > $2)
            order by d.paired_at, d.id limit 1
            """, clientId, clock.GetUtcNow(), Most).ValueAsync<Guid?>(cancellationToken);
        if (left is { } unused) await TakeOffAsync(transaction, clientId, unused, clock.GetUtcNow(), cancellationToken);
        return await connection.Sql(
            """
            insert into portal.device (client_id, name, platform, paired_at)
            select $1, $2, $3, $4 where (select count(*) < $5 from portal.device where client_id = $1 and revoked_at is null) returning id
            """, clientId, name, platform, clock.GetUtcNow(), Most).ValueAsync<Guid?>(cancellationToken);
    }

    /// <summary>One row of a device that was paired twice takes the place of the other.</summary>
    public async Task JoinAsync(IWispTransaction transaction, Guid clientId, Guid doubled, Guid kept, CancellationToken cancellationToken)
    {
        await transaction.Connection.Sql("update portal.session set device_id = $2 where device_id = $1", doubled, kept).RunAsync(cancellationToken);
        await TakeOffAsync(transaction, clientId, doubled, clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Takes a device off: its sessions end, and no notice reaches it any more.</summary>
    /// <returns>Whether the client has such a device.</returns>
    public async Task<bool> RevokeAsync(Guid clientId, Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(cancellationToken);
        await AccessRows.LockAsync(transaction.Connection, clientId, cancellationToken);
        if (!await TakeOffAsync(transaction, clientId, id, now, cancellationToken)) return false;
        await transaction.Connection.Sql("update portal.session set ended_at = $2 where device_id = $1 and ended_at is null", id, now).RunAsync(cancellationToken);
        // Whoever found a lost phone has the link in its messages too.
        await PairingLinks.WithdrawAsync(transaction, clientId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<bool> TakeOffAsync(IWispTransaction transaction, Guid clientId, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await transaction.Connection.Sql("update portal.device set revoked_at = $3 where id = $1 and client_id = $2 and revoked_at is null", id, clientId, now).RunAsync(cancellationToken) == 0)
            return false;
        await transaction.Connection.Sql("delete from portal.push_subscription where device_id = $1", id).RunAsync(cancellationToken);
        await transaction.Connection.Sql(
            "update portal.delivery set state = 'expired', last_error = 'revoked', at = $2 where device_id = $1 and state = 'queued'", id, now).RunAsync(cancellationToken);
        return true;
    }
}

/// <summary>A name for a browser, from what it calls itself.</summary>
internal static class BrowserName
{
    private static readonly (string Sign, string Platform, string Name)[] Platforms =
    [
        ("Android", "android", "Android"), ("iPhone", "ios", "iPhone"), ("iPad", "ios", "iPad"), ("Windows", "windows", "Windows"), ("Macintosh", "mac", "Mac"), ("Linux", "linux", "Linux"),
    ];

    // The order matters: each says that it is like those after it.
    private static readonly (string Sign, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari")];

    public static (string Name, string Platform) Of(string userAgent)
    {
        var (_, platform, system) = Platforms.FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.Ordinal));
        var browser = Browsers.FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Name;
        return (string.Join(" · ", new[] { browser, system }.Where(part => part is not null).DefaultIfEmpty("?")), platform ?? "other");
    }
}
