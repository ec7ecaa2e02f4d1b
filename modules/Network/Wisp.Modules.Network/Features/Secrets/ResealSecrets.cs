using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;
using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Secrets;

/// <summary>Encrypts anew what was stored under the key ring, which FreeRADIUS cannot open. Finds nothing once it has run.</summary>
[Feature]
internal sealed class ResealSecrets(IDatabase<NetworkDb> database, NetworkSecrets secrets, ILogger<ResealSecrets> log)
{
    private const int ChunkSize = 1000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await TableAsync("server", "secret", stored => secrets.OfServer(secrets.OpenServer(stored)), cancellationToken);
        await TableAsync("contract", "pppoe_password", stored => secrets.OfContract(secrets.OpenContract(stored)), cancellationToken);
    }

    private async Task TableAsync(string table, string column, Func<string, string> reseal, CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        while (true)
        {
            await using var transaction = await database.BeginAsync(cancellationToken);
            var old = await transaction.Connection.Sql(
                $"select id, {column} from network.{table} where {column} not like 'aes1:%' and id > $1 order by id limit {ChunkSize} for update", after)
                .ListAsync(row => (Id: row.GetGuid(0), Stored: row.GetString(1)), cancellationToken);
            if (old.Count == 0) return;
            after = old[^1].Id;
            var resealed = old.Select(one => (one.Id, Stored: Try(table, one.Id, one.Stored, reseal))).Where(one => one.Stored is not null).ToList();
            await transaction.Connection.Sql(
                $"update network.{table} t set {column} = n.stored from unnest($1, $2) n (id, stored) where n.id = t.id",
                resealed.Select(one => one.Id).ToArray(), resealed.Select(one => one.Stored!).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text))
                .RunAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private string? Try(string table, Guid id, string stored, Func<string, string> reseal)
    {
        try
        {
            return reseal(stored);
        }
        catch (CryptographicException)
        {
            log.LogWarning("The secret of {Table} {Id} was encrypted under a key that is lost: it must be typed anew", table, id);
            return null;
        }
    }
}
