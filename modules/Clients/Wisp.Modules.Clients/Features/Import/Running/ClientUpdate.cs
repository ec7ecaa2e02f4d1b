using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Changes many clients by one statement. Seller, collector and ID are not the file's to say.</summary>
internal static class ClientUpdate
{
    public static Task RunAsync(NpgsqlConnection connection, IReadOnlyList<ImportRow> rows, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.Sql(
            $"""
            update clients.client c
            set kind_person = row.kind_person, name = row.name, first_name = row.first_name, second_name = row.second_name,
                first_surname = row.first_surname, second_surname = row.second_surname, document_type = row.document_type,
                national_identification_number = row.document, phone = row.phone, phone_key = row.phone_key,
                phone_mobile = row.mobile, phone_mobile_key = row.mobile_key,
                phone_mobile_verified = c.phone_mobile_verified and c.phone_mobile_key is not distinct from row.mobile_key,
                email = row.email, details = row.details, address = row.address, address_additional_data = row.address_extra,
                zip_code = row.zip_code, state_id = row.state_id, city_id = row.city_id, neighborhood_id = row.neighborhood_id,
                zone_id = row.zone_id, location = ext.st_setsrid(ext.st_makepoint(row.longitude, row.latitude), 4326),
                updated_at = $27
            from {ClientRows.Sql}
            where c.id = row.id
            """, [.. ClientRows.Values(rows), now]).RunAsync(cancellationToken);
}
