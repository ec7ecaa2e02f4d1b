using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Push;

/// <summary>Where devices are reached.</summary>
[Feature]
internal sealed class PushSubscriptions(IDatabase<PortalDb> database, PushHosts hosts, TimeProvider clock)
{
    private const int PointLength = 65;
    private const int AuthLength = 16;

    /// <summary>Whether it is what a browser says, of a push service that is known.</summary>
    public bool IsGood(string? endpoint, string? p256dh, string? auth) => hosts.Allows(endpoint) && IsBytes(p256dh, PointLength) && IsBytes(auth, AuthLength);

    public async Task SaveAsync(Guid device, string endpoint, string p256dh, string auth, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        // A browser that two accounts use tells the one that asked last.
        await transaction.Connection.Sql("delete from portal.push_subscription where endpoint = $2 and device_id <> $1", device, endpoint).RunAsync(cancellationToken);
        await transaction.Connection.Sql(
            """
            insert into portal.push_subscription (device_id, endpoint, p256dh, auth, culture, made_at) values ($1, $2, $3, $4, $5, $6)
            on conflict (device_id) do update
              set endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth, culture = excluded.culture, made_at = excluded.made_at
            """, device, endpoint, p256dh, auth, CultureInfo.CurrentUICulture.Name, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task DropAsync(Guid device, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql("delete from portal.push_subscription where device_id = $1", device).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static bool IsBytes(string? typed, int length)
    {
        Span<byte> bytes = stackalloc byte[PointLength];
        return typed is { Length: <= 100 } && Base64Url.DecodeFromChars(typed, bytes, out _, out var read) == OperationStatus.Done && read == length;
    }
}
