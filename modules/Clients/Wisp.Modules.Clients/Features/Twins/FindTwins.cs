using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Twins;

/// <summary>A client who may be the same person.</summary>
/// <param name="Client">Who.</param>
/// <param name="ByPhone">Whether a phone is the same; else name and address are near.</param>
internal sealed record Twin(ClientName Client, bool ByPhone);

/// <summary>
/// Finds active clients with the same phone, or with a near name at a near address that has the same numbers. It warns and never
/// blocks.
/// </summary>
[Feature]
internal sealed class FindTwins(IDatabase<ClientsDb> database, ClientScopes scopes)
{
    private const int Shown = 5;

    /// <param name="id">The client, who is no twin of himself.</param>
    /// <param name="phones">Keys of phones to look for.</param>
    /// <param name="place">Name and address to look for, or <c>null</c>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<Twin>> RunAsync(
        Guid id, string[] phones, (string Name, string Address)? place, CancellationToken cancellationToken)
    {
        var found = new List<Twin>();
        if (phones.Length > 0) found.AddRange(await ReadAsync(SamePhone, true, id, cancellationToken, Texts(phones)));
        if (place is var (name, address) && NearKey.Of(name, address).ToArray() is { Length: > 0 } keys)
            found.AddRange(await ReadAsync(
                NearNameAndAddress, false, id, cancellationToken, name, address, Texts(keys.Select(key => key.Word)), Texts(keys.Select(key => key.Numbers))));
        return [.. found.DistinctBy(twin => twin.Client.Id).Take(Shown)];
    }

    private static readonly string SamePhone =
        $"""
        select c.id, coalesce(c.custom_id, c.public_id::text), c.name
        from clients.client c
        where (c.phone_key = any ($3) or c.phone_mobile_key = any ($3))
          and c.status = 'active' and c.id <> $1
          and {ClientScopes.Sees("$2", "c")}
        order by c.public_id
        limit 5
        """;

    private static readonly string NearNameAndAddress =
        $"""
        select c.id, coalesce(c.custom_id, c.public_id::text), c.name
        from clients.client c
        where clients.near_key(c.name, c.address) = any (array(select ext.fold(k.word) || k.numbers from unnest($5, $6) k (word, numbers)))
          and c.address ~ '[0-9]'
          and {Likeness.Sql("c.name", "$3", "c.address", "$4")}
          and c.status = 'active' and c.id <> $1
          and {ClientScopes.Sees("$2", "c")}
        order by ext.similarity(ext.fold(c.name), ext.fold($3)) desc, c.public_id
        limit 5
        """;

    private Task<List<Twin>> ReadAsync(string sql, bool byPhone, Guid id, CancellationToken cancellationToken, params object[] values) =>
        database.Source.Sql(sql, [id, scopes.CollectorOf.As(NpgsqlDbType.Uuid), .. values]).ListAsync(
            row => new Twin(new ClientName(row.GetGuid(0), row.GetString(1), row.GetString(2), true), byPhone), cancellationToken);

    private static NpgsqlParameter Texts(IEnumerable<string> values) => values.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text);
}
