using NetTopologySuite.Geometries;
using Npgsql;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Bounces;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ViewClient;

[Feature]
internal sealed class ViewClient(IDatabase<ClientsDb> database, ClientScopes scopes, FindBounce bounces)
{
    /// <returns>The client, or <c>null</c> when there is none or the operator may not see it.</returns>
    public async Task<ClientDetails?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken) is { } client ? client with { Bounce = await bounces.RunAsync(client.Email, cancellationToken) } : null;

    private async Task<ClientDetails?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        await scopes.CoversAsync(id, cancellationToken)
            ? (await database.Source.Sql(
                """
                select c.id, coalesce(c.custom_id, c.public_id::text), c.kind_person, c.name,
                       c.first_name, c.second_name, c.first_surname, c.second_surname,
                       c.document_type, c.national_identification_number,
                       c.phone, c.phone_key, c.phone_mobile, c.phone_mobile_key, c.email, c.details,
                       c.address, c.address_additional_data, c.zip_code, c.country,
                       s.name, y.name, n.name, z.name, c.location, l.name, k.name,
                       c.status, c.deactivated_at, c.deactivated_by, c.deactivation_reason, c.created_at, c.updated_at
                from clients.client c
                left join zones.states_v1 s on s.id = c.state_id
                left join zones.cities_v1 y on y.id = c.city_id
                left join zones.neighborhoods_v1 n on n.id = c.neighborhood_id
                left join zones.zones_v1 z on z.id = c.zone_id
                left join clients.seller l on l.id = c.seller_id
                left join clients.collector k on k.id = c.collector_id
                where c.id = $1
                """, id).ListAsync(Read, cancellationToken)).SingleOrDefault()
            : null;

    private static ClientDetails Read(NpgsqlDataReader row)
    {
        var at = 0;
        return new ClientDetails
        {
            Id = row.GetGuid(at++),
            ShownId = row.GetString(at++),
            KindPerson = PersonKinds.Parse(row.GetString(at++)),
            Name = row.GetString(at++),
            FirstName = row.Text(at++),
            SecondName = row.Text(at++),
            FirstSurname = row.Text(at++),
            SecondSurname = row.Text(at++),
            DocumentType = row.Text(at++),
            Document = row.Text(at++),
            Phone = row.Text(at++),
            PhoneKey = row.Text(at++),
            Mobile = row.Text(at++),
            MobileKey = row.Text(at++),
            Email = row.Text(at++),
            Details = row.Text(at++),
            Address = row.Text(at++),
            AddressAdditionalData = row.Text(at++),
            ZipCode = row.Text(at++),
            Country = row.GetString(at++),
            State = row.Text(at++),
            City = row.Text(at++),
            Neighborhood = row.Text(at++),
            Zone = row.Text(at++),
            Location = row.IsDBNull(at) ? null : row.GetFieldValue<Point>(at),
            Seller = row.Text(++at),
            Collector = row.Text(++at),
            Status = ClientStatuses.Parse(row.GetString(++at)),
            DeactivatedAt = row.Maybe<DateTimeOffset>(++at),
            DeactivatedBy = row.Text(++at),
            DeactivationReason = row.Text(++at),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(++at),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(++at),
        };
    }
}
