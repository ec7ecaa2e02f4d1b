using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.People;

/// <param name="Operator">Who it is among those who sign in, or <c>null</c>.</param>
/// <param name="Clients">Active clients, counted up to one more than <see cref="ListPeople.CountLimit"/>.</param>
internal sealed record PersonRow(Guid Id, string Name, bool Archived, uint Version, OperatorName? Operator, int Clients);

[Feature]
internal sealed class ListPeople(IDatabase<ClientsDb> database, IOperators operators)
{
    public const int CountLimit = 10_000;

    public async Task<IReadOnlyList<PersonRow>> RunAsync(PeopleShape shape, bool archived, CancellationToken cancellationToken)
    {
        var known = (await operators.ListAsync(cancellationToken)).ToDictionary(o => o.Id);
        return await database.Source.Sql(
            $"""
            select p.id, p.name, p.archived, p.xmin, p.operator_id, held.clients
            from clients.{shape.Table} p
            cross join lateral (
                select count(*)::int as clients
                from (select from clients.client c where c.{shape.Column} = p.id and c.status = 'active' limit {CountLimit + 1}) counted) held
            where p.archived = $1
            order by p.name collate "es-x-icu", p.id
            """, archived)
            .ListAsync(
                row => new PersonRow(
                    row.GetGuid(0), row.GetString(1), row.GetBoolean(2), row.GetFieldValue<uint>(3),
                    row.Maybe<Guid>(4) is { } id ? known.GetValueOrDefault(id) : null, row.GetInt32(5)),
                cancellationToken);
    }
}
