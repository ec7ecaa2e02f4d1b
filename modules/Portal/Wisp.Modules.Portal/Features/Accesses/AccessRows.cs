using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Accesses;

/// <summary>The rows of accesses: made the first time that a client gets a link, a password or a device.</summary>
internal static class AccessRows
{
    public static Task<int> EnsureAsync(IWispTransaction transaction, Guid[] clientIds, DateTimeOffset now, CancellationToken cancellationToken) => transaction.Connection.Sql(
        """
        insert into portal.access (id, security_stamp, concurrency_stamp, made_at)
        select id, host.uuid7()::text, host.uuid7()::text, $2 from unnest($1) id
        on conflict do nothing
        """, clientIds, now).RunAsync(cancellationToken);
}
