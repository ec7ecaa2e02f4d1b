using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Modules.Clients.Features.Twins;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>
/// Warns of new clients who have nearly the name and address of an active one, or of an earlier row of the chunk. To compare each
/// with a million would take minutes: they are compared where the addresses have the same numbers and a word of the name begins alike.
/// </summary>
internal static class NearNames
{
    /// <summary>A block of flats without numbers on its doors must not cost more than any other address.</summary>
    private const int MostCompared = 20;

    /// <param name="connection">The chunk's connection.</param>
    /// <param name="rows">The rows of new clients.</param>
    /// <param name="collectorOf">The operator whose clients alone may be named, or <c>null</c> for all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task WarnAsync(
        NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, Guid? collectorOf, CancellationToken cancellationToken)
    {
        var asked = rows.SelectMany((row, no) => NearKey.Of(row.Values!.Name, row.Values.Address).Select(key => (No: no, Key: key))).ToList();
        if (asked.Count == 0) return;
        await WarnOfClientsAsync(connection, rows, asked, collectorOf, cancellationToken);
        var pairs = Pairs(asked).Where(p => !rows[p.Later].Warnings.Exists(w => w.Key == "warning.near")).ToList();
        if (pairs.Count > 0) await WarnOfRowsAsync(connection, rows, pairs, cancellationToken);
    }

    private static async Task WarnOfClientsAsync(
        NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, List<(int No, NearKey Key)> asked, Guid? collectorOf, CancellationToken cancellationToken)
    {
        var found = await connection.Sql(
            $"""
            select distinct on (asked.no) asked.no, coalesce(c.custom_id, c.public_id::text), c.name, c.address
            from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[]) as asked(no, word, numbers, name, address)
            cross join lateral (
                select x.custom_id, x.public_id, x.name, x.address from clients.client x
                where clients.near_key(x.name, x.address) = ext.fold(asked.word) || asked.numbers and x.status = 'active' and x.address ~ '[0-9]'
                  and {ClientScopes.Sees("$6", "x")}
                limit {MostCompared}
            ) c
            where {Likeness.Sql("c.name", "asked.name", "c.address", "asked.address")}
            order by asked.no
            """,
            asked.Select(a => a.No).ToArray(), asked.Select(a => a.Key.Word).ToArray(), asked.Select(a => a.Key.Numbers).ToArray(),
            asked.Select(a => rows[a.No].Values!.Name).ToArray(), asked.Select(a => rows[a.No].Values!.Address!).ToArray(),
            collectorOf.As(NpgsqlDbType.Uuid))
            .ListAsync(r => (No: r.GetInt32(0), Id: r.GetString(1), Name: r.GetString(2), Address: r.GetString(3)), cancellationToken);
        foreach (var (no, id, name, address) in found)
            rows[no].Warnings.Add(RowError.Cell(ImportField.Name, rows[no].Values!.Name, "warning.near", name, id, address));
    }

    private static async Task WarnOfRowsAsync(
        NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, List<(int Earlier, int Later)> pairs, CancellationToken cancellationToken)
    {
        var found = await connection.Sql(
            $"""
            select later, min(earlier)
            from unnest($1::integer[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[])
                as pair(later, earlier, name, other_name, address, other_address)
            where {Likeness.Sql("name", "other_name", "address", "other_address")}
            group by later
            """,
            pairs.Select(p => p.Later).ToArray(), pairs.Select(p => p.Earlier).ToArray(),
            pairs.Select(p => rows[p.Later].Values!.Name).ToArray(), pairs.Select(p => rows[p.Earlier].Values!.Name).ToArray(),
            pairs.Select(p => rows[p.Later].Values!.Address!).ToArray(), pairs.Select(p => rows[p.Earlier].Values!.Address!).ToArray())
            .ListAsync(r => (No: r.GetInt32(0), Earlier: r.GetInt32(1)), cancellationToken);
        foreach (var (no, earlier) in found)
            rows[no].Warnings.Add(RowError.Cell(ImportField.Name, rows[no].Values!.Name, "warning.near-line", rows[earlier].Line));
    }

    private static HashSet<(int Earlier, int Later)> Pairs(List<(int No, NearKey Key)> asked)
    {
        var (met, pairs) = (new Dictionary<NearKey, List<int>>(), new HashSet<(int, int)>());
        foreach (var (no, key) in asked)
        {
            if (!met.TryGetValue(key, out var earlier)) met[key] = earlier = [];
            foreach (var other in earlier.Where(other => other != no)) pairs.Add((other, no));
            if (earlier.Count < MostCompared) earlier.Add(no);
        }

        return pairs;
    }
}
