using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Writes many clients by one statement, so that the audit and the indexes work once for all of them.</summary>
internal static class ClientInsert
{
    public static async Task RunAsync(
        NpgsqlConnection connection, string digest, IReadOnlyList<ImportRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.Sql(
            $"""
            insert into clients.client (
                id, custom_id, kind_person, name, first_name, second_name, first_surname, second_surname, document_type,
                national_identification_number, phone, phone_key, phone_mobile, phone_mobile_key, email, details, address,
                address_additional_data, zip_code, country, state_id, city_id, neighborhood_id, zone_id, location,
                created_at, updated_at)
            select
                id, custom_id, kind_person, name, first_name, second_name, first_surname, second_surname, document_type,
                document, phone, phone_key, mobile, mobile_key, email, details, address,
                address_extra, zip_code, country, state_id, city_id, neighborhood_id, zone_id,
                ext.st_setsrid(ext.st_makepoint(longitude, latitude), 4326), $27, $27
            from {ClientRows.Sql}
            """, [.. ClientRows.Values(rows), now]).RunAsync(cancellationToken);
        await RememberLinesAsync(connection, digest, [.. rows.Where(r => r.HasNoKey)], cancellationToken);
    }

    private static async Task RememberLinesAsync(
        NpgsqlConnection connection, string digest, ImportRow[] rows, CancellationToken cancellationToken)
    {
        if (rows.Length == 0) return;
        await connection.Sql(
            """
            insert into clients.import_origin (digest, line, client_id)
            select $1, line, id from unnest($2::integer[], $3::uuid[]) as row(line, id)
            """,
            digest, rows.Select(r => r.Line).ToArray(), rows.Select(r => r.NewId).ToArray()).RunAsync(cancellationToken);
    }
}
