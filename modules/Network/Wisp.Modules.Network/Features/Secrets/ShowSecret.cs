using System.Security.Cryptography;
using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Secrets;

/// <summary>A secret that somebody asked to see.</summary>
/// <param name="Clear">The secret, or <c>null</c> when its key is not here.</param>
internal sealed record ShownSecret(string? Clear);

/// <summary>Has a stored password or secret shown, and writes down that it was.</summary>
[Feature]
internal sealed class ShowSecret(IDatabase<NetworkDb> database, NetworkSecrets secrets, TimeProvider clock)
{
    /// <returns>The contract's PPPoE password, or <c>null</c> when it has none.</returns>
    public async Task<ShownSecret?> OfContractAsync(Guid id, CancellationToken cancellationToken) => await ReadAsync(
        """
        with shown as (
            select c.id, c.client_id, c.pppoe_password from network.contract c where c.id = $1 and c.pppoe_password is not null),
        told as (
            insert into network.secret_view (contract_id, client_id, at) select shown.id, shown.client_id, $2 from shown)
        select pppoe_password from shown
        """, id, cancellationToken) is { } stored ? Shown(secrets.OpenContract, stored) : null;

    /// <returns>The server's shared secret, or <c>null</c> when it has none.</returns>
    public async Task<ShownSecret?> OfServerAsync(Guid id, CancellationToken cancellationToken) => await ReadAsync(
        """
        with shown as (
            select s.id, s.secret from network.server s where s.id = $1 and s.secret is not null),
        told as (
            insert into network.secret_view (server_id, at) select shown.id, $2 from shown)
        select secret from shown
        """, id, cancellationToken) is { } stored ? Shown(secrets.OpenServer, stored) : null;

    private async Task<string?> ReadAsync(string sql, Guid id, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var stored = await transaction.Connection.Sql(sql, id, clock.GetUtcNow()).ValueAsync<string>(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    private static ShownSecret Shown(Func<string, string> open, string stored)
    {
        try
        {
            return new ShownSecret(open(stored));
        }
        catch (CryptographicException)
        {
            return new ShownSecret(null);
        }
    }
}
