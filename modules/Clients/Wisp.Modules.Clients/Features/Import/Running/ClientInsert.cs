using Npgsql;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Writes many clients by one statement, so that the audit and the indexes work once for all of them.</summary>
internal static class ClientInsert
{
    public static async Task RunAsync(
        NpgsqlConnection connection, string digest, IReadOnlyList<ImportRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.Sql(
            """
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
            from unnest(
                $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
                $18::text[], $19::text[], $20::text[], $21::uuid[], $22::uuid[], $23::uuid[], $24::uuid[],
                $25::float8[], $26::float8[]) as row(
                id, custom_id, kind_person, name, first_name, second_name, first_surname, second_surname, document_type,
                document, phone, phone_key, mobile, mobile_key, email, details, address,
                address_extra, zip_code, country, state_id, city_id, neighborhood_id, zone_id, longitude, latitude)
            """,
            rows.Select(r => r.NewId).ToArray(),
            Each(v => v.CustomId), Each(v => PersonKinds.Code(v.KindPerson)), Each(v => v.Name), Each(v => v.FirstName),
            Each(v => v.SecondName), Each(v => v.FirstSurname), Each(v => v.SecondSurname), Each(v => v.DocumentType),
            Each(v => v.Document), Each(v => v.Phone), Each(v => v.PhoneKey), Each(v => v.PhoneMobile), Each(v => v.PhoneMobileKey),
            Each(v => v.Email), Each(v => v.Details), Each(v => v.Address), Each(v => v.AddressAdditionalData), Each(v => v.ZipCode),
            Each(v => v.Country), Each(v => v.StateId), Each(v => v.CityId), Each(v => v.NeighborhoodId), Each(v => v.ZoneId),
            Each(v => v.Location?.X), Each(v => v.Location?.Y), now).RunAsync(cancellationToken);
        await RememberLinesAsync(connection, digest, [.. rows.Where(r => r.HasNoKey)], cancellationToken);

        T[] Each<T>(Func<ClientValues, T> value) => [.. rows.Select(r => value(r.Values!))];
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
