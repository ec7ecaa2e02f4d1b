using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>
/// Warns of new clients who have nearly the name and address of an active one, or of an earlier row of the chunk. To compare each
/// with a million would take minutes: they are compared where the addresses have the same numbers and a word of the name begins alike.
/// </summary>
internal static class NearNames
{
    private const double NearName = 0.6;
    private const double NearAddress = 0.5;

    /// <summary>A block of flats without numbers on its doors must not cost more than any other address.</summary>
    private const int MostCompared = 20;

    public static async Task WarnAsync(NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var asked = rows.SelectMany((row, no) => NearKey.Of(row.Values!).Select(key => (No: no, Key: key))).ToList();
        if (asked.Count == 0) return;
        await WarnOfClientsAsync(connection, rows, asked, cancellationToken);
        var pairs = Pairs(asked).Where(p => !rows[p.Later].Warnings.Exists(w => w.Key == "warning.near")).ToList();
        if (pairs.Count > 0) await WarnOfRowsAsync(connection, rows, pairs, cancellationToken);
    }

    // Addresses are compared as they were written, which is cheap and leaves few names to compare without their accents.
    private static async Task WarnOfClientsAsync(
        NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, List<(int No, NearKey Key)> asked, CancellationToken cancellationToken)
    {
        var found = await connection.Sql(
            $"""
            select distinct on (asked.no) asked.no, coalesce(c.custom_id, c.public_id::text), c.name, c.address
            from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[]) as asked(no, word, numbers, name, address)
            cross join lateral (
                select custom_id, public_id, name, address from clients.client
                where clients.near_key(name, address) = ext.fold(asked.word) || asked.numbers and status = 'active' and address ~ '[0-9]'
                limit {MostCompared}
            ) c
            where ext.similarity(c.address, asked.address) >= $6 and ext.similarity(ext.fold(c.name), ext.fold(asked.name)) >= $7
            order by asked.no
            """,
            asked.Select(a => a.No).ToArray(), asked.Select(a => a.Key.Word).ToArray(), asked.Select(a => a.Key.Numbers).ToArray(),
            asked.Select(a => rows[a.No].Values!.Name).ToArray(), asked.Select(a => rows[a.No].Values!.Address!).ToArray(),
            NearAddress.As(NpgsqlDbType.Double), NearName.As(NpgsqlDbType.Double))
            .ListAsync(r => (No: r.GetInt32(0), Id: r.GetString(1), Name: r.GetString(2), Address: r.GetString(3)), cancellationToken);
        foreach (var (no, id, name, address) in found)
            rows[no].Warnings.Add(RowError.Cell(ImportField.Name, rows[no].Values!.Name, "warning.near", name, id, address));
    }

    private static async Task WarnOfRowsAsync(
        NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, List<(int Earlier, int Later)> pairs, CancellationToken cancellationToken)
    {
        var found = await connection.Sql(
            """
            select later, min(earlier)
            from unnest($1::integer[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[])
                as pair(later, earlier, name, other_name, address, other_address)
            where ext.similarity(address, other_address) >= $7 and ext.similarity(ext.fold(name), ext.fold(other_name)) >= $8
            group by later
            """,
            pairs.Select(p => p.Later).ToArray(), pairs.Select(p => p.Earlier).ToArray(),
            pairs.Select(p => rows[p.Later].Values!.Name).ToArray(), pairs.Select(p => rows[p.Earlier].Values!.Name).ToArray(),
            pairs.Select(p => rows[p.Later].Values!.Address!).ToArray(), pairs.Select(p => rows[p.Earlier].Values!.Address!).ToArray(),
            NearAddress.As(NpgsqlDbType.Double), NearName.As(NpgsqlDbType.Double))
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
