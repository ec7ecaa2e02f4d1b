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
/// Finds active clients with the same phone, or with a near name at a near address. It warns and never blocks: what takes too long
/// is left out.
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
        if (phones.Length > 0) found.AddRange(await ReadAsync(SamePhone, true, id, cancellationToken, phones.As(NpgsqlDbType.Array | NpgsqlDbType.Text)));
        if (place is var (name, address))
            found.AddRange(await ReadAsync(NearNameAndAddress, false, id, cancellationToken, name, address));
        return [.. found.DistinctBy(twin => twin.Client.Id).Take(Shown)];
    }

    private const string SamePhone =
        """
        select c.id, coalesce(c.custom_id, c.public_id::text), c.name
        from clients.client c
        where (c.phone_key = any ($3) or c.phone_mobile_key = any ($3))
          and c.status = 'active' and c.id <> $1
          and ($2::uuid is null or exists (select from clients.collector k where k.id = c.collector_id and k.operator_id = $2))
        order by c.public_id
        limit 5
        """;

    // The address is what few clients share: its trigrams find the candidates, the name decides.
    private const string NearNameAndAddress =
        """
        select c.id, coalesce(c.custom_id, c.public_id::text), c.name
        from clients.client c
        where ext.fold($4) operator(ext.<<%) c.haystack
          and ext.similarity(ext.fold(c.address), ext.fold($4)) >= 0.5
          and ext.similarity(ext.fold(c.name), ext.fold($3)) >= 0.5
          and c.status = 'active' and c.id <> $1
          and ($2::uuid is null or exists (select from clients.collector k where k.id = c.collector_id and k.operator_id = $2))
        order by ext.similarity(ext.fold(c.name), ext.fold($3)) desc, c.public_id
        limit 5
        """;

    private async Task<List<Twin>> ReadAsync(string sql, bool byPhone, Guid id, CancellationToken cancellationToken, params object[] values)
    {
        try
        {
            await using var transaction = await database.BeginAsync(cancellationToken);
            await transaction.Connection.Sql(
                "select set_config('statement_timeout', '700ms', true), set_config('pg_trgm.strict_word_similarity_threshold', '0.7', true)").RunAsync(cancellationToken);
            return await transaction.Connection.Sql(sql, [id, scopes.CollectorOf.As(NpgsqlDbType.Uuid), .. values]).ListAsync(
                row => new Twin(new ClientName(row.GetGuid(0), row.GetString(1), row.GetString(2), true), byPhone), cancellationToken);
        }
        catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            return [];
        }
    }
}
