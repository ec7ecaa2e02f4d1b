using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>
/// Places, seller and collector must exist and be live, unless the client has them already; a neighbourhood lies in the city
/// and a city in the state that stand beside it.
/// </summary>
[Feature]
internal sealed class CheckReferences(IDatabase<ClientsDb> database)
{
    public async Task<IReadOnlyList<FieldError>> RunAsync(Client stored, ClientValues values, CancellationToken cancellationToken) =>
        await database.Source.Sql(
            $$"""
            select 'StateId', 'rule.place-gone' where $1 is not null
                and not exists (select from zones.states_v1 s where s.id = $1 and not s.archived)
            union all
            select 'CityId', 'rule.place-gone' where $2 is not null
                and not exists (select from zones.cities_v1 y where y.id = $2 and not y.archived)
            union all
            select 'NeighborhoodId', 'rule.place-gone' where $3 is not null
                and not exists (select from zones.neighborhoods_v1 n where n.id = $3 and not n.archived)
            union all
            select 'ZoneId', 'rule.place-gone' where $4 is not null
                and not exists (select from zones.zones_v1 z where z.id = $4 and not z.archived)
            union all
            select 'SellerId', 'rule.person-gone' where $5 is not null
                and not exists (select from clients.seller s where s.id = $5 and not s.archived)
            union all
            select 'CollectorId', 'rule.person-gone' where $6 is not null
                and not exists (select from clients.collector k where k.id = $6 and not k.archived)
            union all
            select 'NeighborhoodId', '{{PlaceRules.WrongNeighborhood}}' where {{PlaceRules.BreaksCity("$7", "$8")}}
            union all
            select 'CityId', '{{PlaceRules.WrongCity}}' where {{PlaceRules.BreaksState("$8", "$9")}}
            """,
            New(values.StateId, stored.StateId), New(values.CityId, stored.CityId),
            New(values.NeighborhoodId, stored.NeighborhoodId), New(values.ZoneId, stored.ZoneId),
            New(values.SellerId, stored.SellerId), New(values.CollectorId, stored.CollectorId),
            Id(values.NeighborhoodId), Id(values.CityId), Id(values.StateId))
        .ListAsync(row => new FieldError(row.GetString(0), null, row.GetString(1)), cancellationToken);

    private static NpgsqlParameter New(Guid? value, Guid? stored) => Id(value == stored ? null : value);

    private static NpgsqlParameter Id(Guid? value) => value.As(NpgsqlDbType.Uuid);
}
