using Npgsql;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>A client that is there already, as far as a file can say something about it.</summary>
internal sealed record KnownClient(Guid Id, string ShownId, bool IsActive, DateTimeOffset UpdatedAt, ClientValues Values)
{
    /// <summary>What <see cref="Read"/> expects, of the table as <c>c</c>.</summary>
    public const string Columns =
        """
        c.id, coalesce(c.custom_id, c.public_id::text), c.status = 'active', c.updated_at, c.kind_person, c.name, c.first_name,
        c.second_name, c.first_surname, c.second_surname, c.document_type, c.national_identification_number, c.document_key, c.phone,
        c.phone_mobile, c.email, c.email_key, c.details, c.address, c.address_additional_data, c.zip_code, c.country,
        c.state_id, c.city_id, c.neighborhood_id, c.zone_id, ext.st_x(c.location), ext.st_y(c.location),
        c.neighborhood_by_hand, c.zone_by_hand
        """;

    public const int Width = 30;

    public static KnownClient Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetBoolean(2), row.GetFieldValue<DateTimeOffset>(3), new ClientValues
    {
        KindPerson = PersonKinds.Parse(row.GetString(4)),
        Name = row.GetString(5),
        FirstName = row.Text(6),
        SecondName = row.Text(7),
        FirstSurname = row.Text(8),
        SecondSurname = row.Text(9),
        DocumentType = row.Text(10),
        Document = row.Text(11),
        DocumentKey = row.Text(12),
        Phone = row.Text(13),
        PhoneMobile = row.Text(14),
        Email = row.Text(15),
        EmailKey = row.Text(16),
        Details = row.Text(17),
        Address = row.Text(18),
        AddressAdditionalData = row.Text(19),
        ZipCode = row.Text(20),
        Country = row.GetString(21),
        StateId = row.Maybe<Guid>(22),
        CityId = row.Maybe<Guid>(23),
        NeighborhoodId = row.Maybe<Guid>(24),
        ZoneId = row.Maybe<Guid>(25),
        Location = row.IsDBNull(26) ? null : new NetTopologySuite.Geometries.Point(row.GetDouble(26), row.GetDouble(27)) { SRID = 4326 },
        NeighborhoodByHand = row.GetBoolean(28),
        ZoneByHand = row.GetBoolean(29),
    });
}
