using Npgsql;
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

    /// <summary>Lets one after the other in, of those who change what a client has some of, until the caller's transaction ends.</summary>
    public static Task<int> LockAsync(NpgsqlConnection connection, Guid clientId, CancellationToken cancellationToken) =>
        connection.Sql("select from portal.access where id = $1 for update", clientId).RunAsync(cancellationToken);
}
