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

    private const int MostWords = 4;
    private static readonly char[] Separators = [' ', ',', '.', '-', '/', '(', ')'];

    public static async Task WarnAsync(NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var asked = rows.Where(r => r.Values!.Address?.Any(char.IsAsciiDigit) == true).ToList();
        if (asked.Count == 0) return;
        await WarnOfClientsAsync(connection, asked, cancellationToken);
        await WarnOfRowsAsync(connection, [.. asked.Where(r => !r.Warnings.Exists(w => w.Key == "warning.near"))], cancellationToken);
    }

    private static async Task WarnOfClientsAsync(NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var found = await connection.Sql(
            $"""
            select distinct on (asked.no) asked.no, coalesce(c.custom_id, c.public_id::text), c.name, c.address
            from unnest($1::integer[], $2::text[], $3::text[], $4::text[]) as asked(no, word, name, address)
            cross join lateral (
                select custom_id, public_id, name, address from clients.client
                where clients.near_key(name, address) = clients.near_key(asked.word, asked.address) and status = 'active' and address ~ '\d'
                limit {MostCompared}
            ) c
            where ext.similarity(ext.fold(c.name), ext.fold(asked.name)) >= $5
                and ext.similarity(ext.fold(c.address), ext.fold(asked.address)) >= $6
            order by asked.no
            """, Asked(rows))
            .ListAsync(r => (No: r.GetInt32(0), Id: r.GetString(1), Name: r.GetString(2), Address: r.GetString(3)), cancellationToken);
        foreach (var (no, id, name, address) in found)
            rows[no].Warnings.Add(RowError.Cell(ImportField.Name, rows[no].Values!.Name, "warning.near", name, id, address));
    }

    private static async Task WarnOfRowsAsync(NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var found = await connection.Sql(
            $"""
            with asked as (
                select no, name, address, clients.near_key(word, address) as key
                from unnest($1::integer[], $2::text[], $3::text[], $4::text[]) as asked(no, word, name, address)
            ), earlier as (
                select no, name, address, key, row_number() over (partition by key order by no) as place
                from (select distinct on (no) no, name, address, clients.near_key(name, address) as key from asked order by no) each
            )
            select distinct on (asked.no) asked.no, earlier.no
            from asked join earlier on earlier.key = asked.key and earlier.no < asked.no and earlier.place <= {MostCompared}
            where ext.similarity(ext.fold(earlier.name), ext.fold(asked.name)) >= $5
                and ext.similarity(ext.fold(earlier.address), ext.fold(asked.address)) >= $6
            order by asked.no, earlier.no
            """, Asked(rows))
            .ListAsync(r => (No: r.GetInt32(0), Earlier: r.GetInt32(1)), cancellationToken);
        foreach (var (no, earlier) in found)
            rows[no].Warnings.Add(RowError.Cell(ImportField.Name, rows[no].Values!.Name, "warning.near-line", rows[earlier].Line));
    }

    private static object[] Asked(IReadOnlyList<ImportRow> rows)
    {
        var asked = rows.SelectMany((row, no) => Words(row.Values!.Name).Select(word => (No: no, Word: word, row.Values!.Name, row.Values!.Address))).ToList();
        return
        [
            asked.Select(a => a.No).ToArray(), asked.Select(a => a.Word).ToArray(), asked.Select(a => a.Name).ToArray(), asked.Select(a => a.Address!).ToArray(),
            NearName.As(NpgsqlDbType.Double), NearAddress.As(NpgsqlDbType.Double),
        ];
    }

    // Any word of a name may stand first where the client is stored: "Pérez, Ana" is "Ana Pérez".
    private static IEnumerable<string> Words(string name) =>
        name.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Prepend(name).Where(w => w.Length >= 3).Select(w => w[..3])
            .Where(w => !w.Any(char.IsSurrogate)).Distinct().Take(MostWords);
}
