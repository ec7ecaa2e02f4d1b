using Npgsql;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Warns of new clients whose phone an active client has already.</summary>
internal static class SharedPhones
{
    public static async Task WarnAsync(NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var asked = rows.SelectMany((row, no) => new[] { (No: no, Key: row.Values!.PhoneKey), (No: no, Key: row.Values!.PhoneMobileKey) })
            .Where(p => p.Key is not null).Distinct().ToList();
        if (asked.Count == 0) return;
        var found = await connection.Sql(
            """
            select distinct on (asked.no) asked.no, asked.key, coalesce(c.custom_id, c.public_id::text), c.name
            from unnest($1::integer[], $2::text[]) as asked(no, key)
            cross join lateral (
                (select custom_id, public_id, name from clients.client where phone_key = asked.key and status = 'active' limit 1)
                union all
                (select custom_id, public_id, name from clients.client where phone_mobile_key = asked.key and status = 'active' limit 1)
            ) c
            order by asked.no
            """, asked.Select(p => p.No).ToArray(), asked.Select(p => p.Key!).ToArray())
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
