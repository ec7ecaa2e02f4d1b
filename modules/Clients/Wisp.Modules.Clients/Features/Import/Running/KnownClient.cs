using Npgsql;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>A client that is there already, as far as a file can say something about it.</summary>
internal sealed record KnownClient(Guid Id, string ShownId, bool IsActive, ClientValues Values)
{
    public static KnownClient Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetBoolean(2), new ClientValues
    {
        KindPerson = PersonKinds.Parse(row.GetString(3)),
        Name = row.GetString(4),
        FirstName = row.Text(5),
        SecondName = row.Text(6),
        FirstSurname = row.Text(7),
        SecondSurname = row.Text(8),
        DocumentType = row.Text(9),
        Document = row.Text(10),
        DocumentKey = row.Text(11),
        Phone = row.Text(12),
        PhoneMobile = row.Text(13),
        Email = row.Text(14),
        EmailKey = row.Text(15),
        Details = row.Text(16),
        Address = row.Text(17),
        AddressAdditionalData = row.Text(18),
        ZipCode = row.Text(19),
        Country = row.GetString(20),
        StateId = row.Maybe<Guid>(21),
        CityId = row.Maybe<Guid>(22),
        NeighborhoodId = row.Maybe<Guid>(23),
        ZoneId = row.Maybe<Guid>(24),
        Location = row.IsDBNull(25) ? null : new NetTopologySuite.Geometries.Point(row.GetDouble(25), row.GetDouble(26)),
    });
}
