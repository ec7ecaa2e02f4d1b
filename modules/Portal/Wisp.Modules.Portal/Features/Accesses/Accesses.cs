using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Accesses;

/// <summary>How a client's access stands.</summary>
internal sealed record AccessRow(Guid ClientId, bool Enabled, bool HasPassword, bool MustChange, DateTimeOffset? PasswordAt, DateTimeOffset? LastSignInAt);

/// <summary>Reads, closes and opens accesses.</summary>
[Feature]
internal sealed class Accesses(IDatabase<PortalDb> database, SubscriberSessions sessions, TimeProvider clock)
{
    public async Task<AccessRow?> FindAsync(Guid clientId, CancellationToken cancellationToken) => (await database.Source.Sql(
        "select id, enabled, password_hash is not null, must_change, password_at, last_sign_in_at from portal.access where id = $1", clientId)
        .ListAsync(
            row => new AccessRow(row.GetGuid(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.Maybe<DateTimeOffset>(4), row.Maybe<DateTimeOffset>(5)),
            cancellationToken)).FirstOrDefault();

    public async Task EnsureAsync(Guid clientId, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await AccessRows.EnsureAsync(transaction, [clientId], clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Closes the access, which ends its sessions, or opens it again.</summary>
    public async Task SwitchAsync(Guid clientId, bool on, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql("update portal.access set enabled = $2, concurrency_stamp = host.uuid7()::text where id = $1", clientId, on).RunAsync(cancellationToken);
        if (!on) await sessions.EndAsync(transaction.Connection, clientId, one: null, except: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
