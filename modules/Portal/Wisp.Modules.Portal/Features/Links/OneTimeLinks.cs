using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Links;

/// <summary>
/// Links that open a client's access once (PORTAL-02, PORTAL-03). The database keeps only a digest of each. Looking at the page of a link
/// does not use it, since mail scanners look; choosing a password does.
/// </summary>
[Feature]
internal sealed class OneTimeLinks(IDatabase<PortalDb> database, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(2);

    /// <summary>What an operator sends is read when its receiver gets to it.</summary>
    public static readonly TimeSpan OperatorLife = TimeSpan.FromDays(2);

    /// <summary>Makes a link in the caller's transaction.</summary>
    /// <returns>Its path, which is a secret, and until when it is good.</returns>
    public async Task<(string Path, DateTimeOffset Until)> MakeAsync(IWispTransaction transaction, Guid clientId, bool byOperator, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await AccessRows.EnsureAsync(transaction, [clientId], now, cancellationToken);
        var (paths, until) = await StoreAsync(transaction, [clientId], byOperator, now, cancellationToken);
        return (paths[0], until);
    }

    /// <summary>Makes an operator's link for each of many accesses, in their order.</summary>
    public Task<(IReadOnlyList<string> Paths, DateTimeOffset Until)> MakeAsync(IWispTransaction transaction, Guid[] clientIds, CancellationToken cancellationToken) =>
        StoreAsync(transaction, clientIds, byOperator: true, clock.GetUtcNow(), cancellationToken);

    private static async Task<(IReadOnlyList<string> Paths, DateTimeOffset Until)> StoreAsync(
        IWispTransaction transaction, Guid[] clientIds, bool byOperator, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = now + (byOperator ? OperatorLife : Life);
        string[] tokens = [.. clientIds.Select(_ => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)))];
        await transaction.Connection.Sql(
            "insert into portal.link (client_id, digest, made_by, made_at, expires_at) select client_id, digest, $3, $4, $5 from unnest($1, $2) one (client_id, digest)",
            clientIds, tokens.Select(Digest).ToArray(), byOperator ? "operator" : "subscriber", now, until).RunAsync(cancellationToken);
        return ([.. tokens.Select(token => $"/portal/link/{token}")], until);
    }

    /// <returns>Whom the link is for, while it is good; else <c>null</c>.</returns>
    public async Task<Guid?> FindAsync(string token, CancellationToken cancellationToken) =>
        Some(await database.Source.Sql(Good("select l.client_id from"), Digest(token), clock.GetUtcNow()).ValueAsync<Guid>(cancellationToken));

    /// <summary>Uses the link up, in the caller's transaction: of two at once, one.</summary>
    public async Task<Guid?> UseAsync(IWispTransaction transaction, string token, CancellationToken cancellationToken)
    {
        var (digest, now) = (Digest(token), clock.GetUtcNow());
        if (Some(await transaction.Connection.Sql(Good("select l.client_id from"), digest, now).ValueAsync<Guid>(cancellationToken)) is not { } client) return null;
        return await transaction.Connection.Sql("update portal.link set used_at = $2 where digest = $1 and used_at is null", digest, now)
            .RunAsync(cancellationToken) == 1 ? client : null;
    }

    private static string Good(string select) =>
        $"""
        {select} portal.link l
        join portal.access a on a.id = l.client_id
        join clients.clients_v1 c on c.id = l.client_id
        where l.digest = $1 and l.used_at is null and l.expires_at > $2 and a.enabled and c.status = 'active'
        """;

    private static Guid? Some(Guid id) => id == Guid.Empty ? null : id;

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
