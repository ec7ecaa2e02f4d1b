using System.Net;
using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>What a row that names no contract names of one all the same.</summary>
internal sealed record NetIdentity(int Line, Guid ClientId, Guid ServerId, IPAddress? Ip, string? Username);

/// <summary>
/// Contracts that rows without a number have made before: by the line of the same file, else one in course of the same client that has the
/// row's address or user on its server.
/// </summary>
internal static class MadeBefore
{
    public static async Task<IReadOnlyDictionary<int, Guid>> FindAsync(
        NpgsqlConnection connection, string digest, IReadOnlyCollection<int> lines, IReadOnlyCollection<NetIdentity> identities, CancellationToken cancellationToken)
    {
        if (lines.Count == 0) return new Dictionary<int, Guid>();
        var found = await connection.Sql(
            """
            with w as (
                select * from unnest($3::integer[], $4::uuid[], $5::uuid[], $6::inet[], $7::text[]) w (line, client_id, server_id, ip, username))
            select o.line, o.contract_id, 1 from network.contract_origin o where o.digest = $1 and o.line = any ($2)
            union all
            select w.line, c.id, 2
            from w join network.contract c on c.server_id = w.server_id and c.ip = w.ip and c.client_id = w.client_id and not c.ended
            union all
            select w.line, c.id, 2
            from w join network.contract c on c.server_id = w.server_id and lower(c.pppoe_username) = lower(w.username) and c.client_id = w.client_id and not c.ended
            order by 3 desc
            """,
            digest, lines.ToArray(), identities.Select(i => i.Line).ToArray(), identities.Select(i => i.ClientId).ToArray(),
            identities.Select(i => i.ServerId).ToArray(), identities.Select(i => i.Ip).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Inet),
            identities.Select(i => i.Username).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text))
            .ListAsync(row => (Line: row.GetInt32(0), Id: row.GetGuid(1)), cancellationToken);
        var made = new Dictionary<int, Guid>();
        foreach (var (line, id) in found) made[line] = id;
        return made;
    }
}
