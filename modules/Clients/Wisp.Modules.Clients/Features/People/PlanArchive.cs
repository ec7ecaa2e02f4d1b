using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.FormOptions;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.People;

/// <summary>What archiving a person would touch.</summary>
/// <param name="Active">Active clients that it holds.</param>
/// <param name="Deactivated">Deactivated ones.</param>
/// <param name="Targets">Who may take them.</param>
internal sealed record ArchivePlan(StoredPerson Person, long Active, long Deactivated, IReadOnlyList<Person> Targets)
{
    private const int AtOnce = 1000;

    public bool InUse => Active + Deactivated > 0;

    /// <summary>Whether to move them takes longer than anybody waits for a page.</summary>
    public bool IsLong => Active + Deactivated > AtOnce;
}

[Feature]
internal sealed class PlanArchive(IDatabase<ClientsDb> database, FindPerson find)
{
    /// <returns>The plan, or <c>null</c> when there is no such live person.</returns>
    public async Task<ArchivePlan?> RunAsync(PeopleShape shape, Guid id, CancellationToken cancellationToken)
    {
        if (await find.RunAsync(shape, id, cancellationToken) is not { Archived: false } person) return null;
        var held = await database.Source.Sql(
            $"""
            select count(*) filter (where status = 'active'), count(*) filter (where status <> 'active')
            from clients.client where {shape.Column} = $1
            """, id).ListAsync(row => (Active: row.GetInt64(0), Deactivated: row.GetInt64(1)), cancellationToken);
        var targets = await database.Source.Sql(
            $"""select id, name from clients.{shape.Table} where not archived and id <> $1 order by name collate "es-x-icu", id""", id)
            .ListAsync(row => new Person(row.GetGuid(0), row.GetString(1)), cancellationToken);
        return new ArchivePlan(person, held[0].Active, held[0].Deactivated, targets);
    }
}
