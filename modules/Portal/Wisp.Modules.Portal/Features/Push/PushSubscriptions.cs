using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Modules.Portal.Features.Devices;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Push;

/// <summary>What came of a browser's wish to be told.</summary>
internal enum Subscribed
{
    Done,

    /// <summary>The client has as many devices as he may.</summary>
    Many,

    /// <summary>The device was taken off meanwhile, and its session ended.</summary>
    TakenOff,
}

/// <summary>Where devices are reached.</summary>
[Feature]
internal sealed class PushSubscriptions(IDatabase<PortalDb> database, PairedDevices devices, PushHosts hosts, TimeProvider clock)
{
    private const int PointLength = 65;
    private const int AuthLength = 16;

    /// <summary>Whether it is what a browser says, of a push service that is known.</summary>
    public bool IsGood(string? endpoint, string? p256dh, string? auth) => hosts.Allows(endpoint) && IsBytes(p256dh, PointLength) && IsBytes(auth, AuthLength);

    /// <summary>Lets notices reach the browser of a session, which becomes a device if it is none.</summary>
    public async Task<Subscribed> SaveAsync(OpenSession session, string userAgent, string endpoint, string p256dh, string auth, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await AccessRows.LockAsync(transaction.Connection, session.ClientId, cancellationToken);
        if (session.DeviceId is { } own && await IsTakenOffAsync(transaction, own, cancellationToken)) return Subscribed.TakenOff;
        if (await DeviceAsync(transaction, session, userAgent, endpoint, cancellationToken) is not { } device) return Subscribed.Many;
        // A browser that two accounts use tells the one that asked last.
        await transaction.Connection.Sql("delete from portal.push_subscription where endpoint = $2 and device_id <> $1", device, endpoint).RunAsync(cancellationToken);
        await transaction.Connection.Sql(
            """
            insert into portal.push_subscription (device_id, endpoint, p256dh, auth, culture, made_at) values ($1, $2, $3, $4, $5, $6)
            on conflict (device_id) do update
              set endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth, culture = excluded.culture, made_at = excluded.made_at
            """, device, endpoint, p256dh, auth, CultureInfo.CurrentUICulture.Name, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Subscribed.Done;
    }

    // Since the session was looked at.
    private static Task<bool> IsTakenOffAsync(IWispTransaction transaction, Guid device, CancellationToken cancellationToken) =>
        transaction.Connection.Sql("select exists (select from portal.device where id = $1 and revoked_at is not null)", device).ValueAsync<bool>(cancellationToken);

    public async Task DropAsync(Guid device, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql("delete from portal.push_subscription where device_id = $1", device).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // A browser that is reached where a device of the client's was is that device, however it was paired anew.
    private async Task<Guid?> DeviceAsync(IWispTransaction transaction, OpenSession session, string userAgent, string endpoint, CancellationToken cancellationToken)
    {
        var known = await transaction.Connection.Sql(
            "select d.id from portal.push_subscription p join portal.device d on d.id = p.device_id where p.endpoint = $1 and d.client_id = $2 and d.revoked_at is null", endpoint, session.ClientId)
            .ValueAsync<Guid?>(cancellationToken);
        var device = known ?? session.DeviceId ?? await devices.MakeAsync(transaction, session.ClientId, userAgent, cancellationToken);
        if (device is not { } here || here == session.DeviceId) return device;
        if (session.DeviceId is { } doubled) await devices.JoinAsync(transaction, session.ClientId, doubled, here, cancellationToken);
        await transaction.Connection.Sql("update portal.session set device_id = $2 where id = $1", session.Id, here).RunAsync(cancellationToken);
        return here;
    }

    private static bool IsBytes(string? typed, int length)
    {
        Span<byte> bytes = stackalloc byte[PointLength];
        return typed is { Length: <= 100 } && Base64Url.DecodeFromChars(typed, bytes, out _, out var read) == OperationStatus.Done && read == length;
    }
}
