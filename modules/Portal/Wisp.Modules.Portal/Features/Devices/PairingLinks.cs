using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Devices;

/// <summary>A client's pairing link.</summary>
/// <param name="Url">The link; <c>null</c> while the portal is not set up.</param>
internal sealed record PairingLink(string? Url, DateTimeOffset MadeAt);

/// <summary>
/// Links that pair a phone without a password (PANEL-06, PANEL-07). A link is an id and what a key outside the database makes of that id: whoever reads the
/// database, or guesses, has none, and yet it can be shown again.
/// </summary>
[Feature]
internal sealed class PairingLinks(IDatabase<PortalDb> database, ISecretKeys keys, ReadPortal portal, TimeProvider clock)
{
    private const int IdLength = 16;
    private const int ProofLength = 16;

    /// <summary>The link that is good now, or <c>null</c>.</summary>
    public async Task<PairingLink?> FindAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var found = (await database.Source.Sql("select link_id, made_at from portal.pairing where id = $1 and revoked_at is null", clientId)
            .ListAsync(row => (Id: row.GetFieldValue<byte[]>(0), MadeAt: row.GetFieldValue<DateTimeOffset>(1)), cancellationToken)).FirstOrDefault();
        return found.Id is null ? null : new(await portal.LinkAsync($"/portal/pair/{Token(found.Id)}", cancellationToken), found.MadeAt);
    }

    /// <summary>Makes the client's link; one from before is good no more.</summary>
    public async Task MakeAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(cancellationToken);
        await AccessRows.EnsureAsync(transaction, [clientId], now, cancellationToken);
        await transaction.Connection.Sql(
            """
            insert into portal.pairing (id, link_id, made_at) values ($1, $2, $3)
            on conflict (id) do update set link_id = excluded.link_id, made_at = excluded.made_at, revoked_at = null
            """, clientId, RandomNumberGenerator.GetBytes(IdLength), now).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task RevokeAsync(Guid clientId, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await WithdrawAsync(transaction, clientId, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Takes back a link that was handed out, in the caller's transaction: with the password or the device that is given up, what opens the same door is.
    /// </summary>
    public static Task<int> WithdrawAsync(IWispTransaction transaction, Guid clientId, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.Connection.Sql("update portal.pairing set revoked_at = $2 where id = $1 and revoked_at is null", clientId, now).RunAsync(cancellationToken);

    /// <returns>Whose link it is, while it is good and so is the client's access; <c>null</c> else, and where a code is asked for, which a link has none of.</returns>
    public async Task<Guid?> OwnerAsync(string token, CancellationToken cancellationToken)
    {
        if (Read(token) is not { } id) return null;
        var owner = await database.Source.Sql(
            """
            select p.id from portal.pairing p
            join portal.access a on a.id = p.id
            join clients.clients_v1 c on c.id = p.id
            where p.link_id = $1 and p.revoked_at is null and a.enabled and not a.two_factor_enabled and c.status = 'active'
            """, id).ValueAsync<Guid>(cancellationToken);
        return owner == Guid.Empty ? null : owner;
    }

    private string Token(byte[] id) => Base64Url.EncodeToString([.. id, .. Proof(id)]);

    // What is wrong in itself asks the database nothing.
    private byte[]? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[IdLength + ProofLength];
        if (token.Length != Base64Url.GetEncodedLength(bytes.Length) || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length != bytes.Length) return null;
        var id = bytes[..IdLength].ToArray();
        return CryptographicOperations.FixedTimeEquals(bytes[IdLength..], Proof(id)) ? id : null;
    }

    private ReadOnlySpan<byte> Proof(byte[] id) => HMACSHA256.HashData(keys.Derive("portal.pairing", 32), id).AsSpan(0, ProofLength);
}
