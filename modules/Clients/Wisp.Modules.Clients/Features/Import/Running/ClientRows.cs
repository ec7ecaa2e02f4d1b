using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Many clients as one set of rows in SQL: the table <c>row</c> of parameters 1 to 26.</summary>
internal static class ClientRows
{
    /// <summary>What stands behind <c>from</c>.</summary>
    public const string Sql =
        """
        unnest(
            $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
            $18::text[], $19::text[], $20::text[], $21::uuid[], $22::uuid[], $23::uuid[], $24::uuid[],
            $25::float8[], $26::float8[]) as row(
            id, custom_id, kind_person, name, first_name, second_name, first_surname, second_surname, document_type,
            document, phone, phone_key, mobile, mobile_key, email, details, address,
            address_extra, zip_code, country, state_id, city_id, neighborhood_id, zone_id, longitude, latitude)
        """;

    public static object[] Values(IReadOnlyList<ImportRow> rows)
    {
        return
        [
            rows.Select(r => r.Stored?.Id ?? r.NewId).ToArray(),
            Each(v => v.CustomId), Each(v => PersonKinds.Code(v.KindPerson)), Each(v => v.Name), Each(v => v.FirstName),
            Each(v => v.SecondName), Each(v => v.FirstSurname), Each(v => v.SecondSurname), Each(v => v.DocumentType),
            Each(v => v.Document), Each(v => v.Phone), Each(v => v.PhoneKey), Each(v => v.PhoneMobile), Each(v => v.PhoneMobileKey),
            Each(v => v.Email), Each(v => v.Details), Each(v => v.Address), Each(v => v.AddressAdditionalData), Each(v => v.ZipCode),
            Each(v => v.Country), Each(v => v.StateId), Each(v => v.CityId), Each(v => v.NeighborhoodId), Each(v => v.ZoneId),
            Each(v => v.Location?.X), Each(v => v.Location?.Y),
        ];

        T[] Each<T>(Func<ClientValues, T> value) => [.. rows.Select(r => value(r.Values!))];
    }
}
