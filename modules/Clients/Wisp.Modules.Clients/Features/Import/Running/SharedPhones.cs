using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Warns of new clients whose phone an active client has already.</summary>
internal static class SharedPhones
{
    /// <param name="connection">The chunk's connection.</param>
    /// <param name="rows">The rows of new clients.</param>
    /// <param name="collectorOf">The operator whose clients alone may be named, or <c>null</c> for all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task WarnAsync(
        NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, Guid? collectorOf, CancellationToken cancellationToken)
    {
        var asked = rows.SelectMany((row, no) => new[] { (No: no, Key: row.Values!.PhoneKey), (No: no, Key: row.Values!.PhoneMobileKey) })
            .Where(p => p.Key is not null).Distinct().ToList();
        if (asked.Count == 0) return;
        var found = await connection.Sql(
            $"""
            select distinct on (asked.no) asked.no, asked.key, coalesce(c.custom_id, c.public_id::text), c.name
            from unnest($1::integer[], $2::text[]) as asked(no, key)
            cross join lateral (
                (select x.custom_id, x.public_id, x.name from clients.client x
                 where x.phone_key = asked.key and x.status = 'active' and {ClientScopes.Sees("$3", "x")} limit 1)
                union all
                (select x.custom_id, x.public_id, x.name from clients.client x
                 where x.phone_mobile_key = asked.key and x.status = 'active' and {ClientScopes.Sees("$3", "x")} limit 1)
            ) c
            order by asked.no
            """, asked.Select(p => p.No).ToArray(), asked.Select(p => p.Key!).ToArray(), collectorOf.As(NpgsqlDbType.Uuid))
            .ListAsync(r => (No: r.GetInt32(0), Key: r.GetString(1), Id: r.GetString(2), Name: r.GetString(3)), cancellationToken);
        foreach (var (no, key, id, name) in found)
        {
            // That earlier row is this client.
            if (rows[no].Warnings.Exists(w => w.Key == RepeatedPhones.Warning)) continue;
            var (field, phone) = rows[no].Values!.PhoneKey == key
                ? (ImportField.Phone, rows[no].Values!.Phone)
                : (ImportField.Mobile, rows[no].Values!.PhoneMobile);
            rows[no].Warnings.Add(RowError.Cell(field, phone, "warning.phone", name, id));
        }
    }
}
