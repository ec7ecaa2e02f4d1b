using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>The clients that rows want to change, by the ID that people see.</summary>
internal static class StoredClients
{
    /// <param name="connection">The chunk's connection.</param>
    /// <param name="ids">The IDs.</param>
    /// <param name="hold">Nobody changes them until the chunk is committed, in an order that keeps two imports from waiting for each other.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<Dictionary<string, KnownClient>> FindAsync(
        NpgsqlConnection connection, string[] ids, bool hold, CancellationToken cancellationToken)
    {
        if (ids.Length == 0) return [];
        var found = await connection.Sql(
            $"""
            select {KnownClient.Columns}
            from clients.client c
            where coalesce(c.custom_id, c.public_id::text) collate "C" = any($1)
            order by c.id
            {(hold ? "for update" : "")}
            """, [ids]).ListAsync(KnownClient.Read, cancellationToken);
        return found.ToDictionary(c => c.ShownId, StringComparer.Ordinal);
    }
}
