using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.EnsurePlaces;

/// <summary>Finds places by name, a statement a kind, parents before their children.</summary>
internal sealed class PlaceLookup(NpgsqlConnection connection)
{
    public bool MakesMissing { get; init; }

    public async Task<IReadOnlyDictionary<PlaceName, Guid>> FindAsync(
        IReadOnlyCollection<PlaceName> wanted, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<PlaceName, Guid>();
        var all = wanted.SelectMany(WithParents).ToHashSet();
        foreach (var shape in PlaceShape.All)
        {
            // Cities named with their state come first, so that one named without it can mean one of them.
            var ofShape = all.Where(name => name.Kind == shape.Kind).ToList();
            await ResolveAsync(shape, ofShape.FindAll(name => name.Parent is not null), ids, cancellationToken);
            await ResolveAsync(shape, ofShape.FindAll(name => name.Parent is null), ids, cancellationToken);
        }

        return ids;
    }

    private static IEnumerable<PlaceName> WithParents(PlaceName name)
    {
        for (var place = name; place is not null; place = place.Parent)
        {
            if (PlaceText.Clean(place.Name) is { Length: 0 or > PlaceName.MaxLength })
                throw new ArgumentException($"«{place.Name}» is no name for a {place.Kind}.", nameof(name));
            yield return place;
        }
    }

    private async Task ResolveAsync(
        PlaceShape shape, List<PlaceName> names, Dictionary<PlaceName, Guid> ids, CancellationToken cancellationToken)
    {
        // A child whose parent is unknown cannot be known either.
        var known = names.FindAll(name => name.Parent is null || ids.ContainsKey(name.Parent));
        await MatchAsync(shape, known, ids, cancellationToken);
        if (!MakesMissing) return;
        var missing = known.FindAll(name => !ids.ContainsKey(name));
        await MakeAsync(shape, missing, ids, cancellationToken);
        await MatchAsync(shape, missing, ids, cancellationToken);
    }

    private async Task MatchAsync(
        PlaceShape shape, List<PlaceName> names, Dictionary<PlaceName, Guid> ids, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return;
        // A city named without its state: the one without a state, or else the only one of that name.
        var found = await connection.Sql(
            $"""
            select w.at, coalesce(
              (array_agg(p.id) filter (where p.parent_id is not distinct from w.parent_id))[1],
              case when count(*) = 1 then (array_agg(p.id))[1] end)
            from unnest($1::text[], $2::uuid[]) with ordinality as w(name, parent_id, at)
            join (select id, name, {shape.ParentSql} as parent_id from {shape.Table} where archived_at is null) p
              on ext.fold(p.name) = ext.fold(w.name) and (w.parent_id is null or p.parent_id = w.parent_id)
            group by w.at
            """,
            Names(names), Parents(names, ids))
            .ListAsync(r => (At: (int)r.GetInt64(0) - 1, Id: r.Maybe<Guid>(1)), cancellationToken);
        foreach (var (at, id) in found)
            if (id is not null) ids[names[at]] = id.Value;
    }

    private async Task MakeAsync(
        PlaceShape shape, List<PlaceName> names, Dictionary<PlaceName, Guid> ids, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return;
        var parentColumn = shape.ParentColumn is { } column ? $", {column}" : "";
        var parentValue = shape.ParentColumn is null ? "" : ", w.parent_id";
        // Sorted, so that two imports wait for each other instead of locking each other out; the later one finds the other's rows.
        await connection.Sql(
            $"""
            insert into {shape.Table} (id, name{parentColumn})
            select w.id, w.name{parentValue}
            from unnest($1::uuid[], $2::text[], $3::uuid[]) as w(id, name, parent_id)
            order by ext.fold(w.name), w.parent_id
            on conflict do nothing
            """,
            names.Select(_ => Guid.CreateVersion7()).ToArray(), Names(names), Parents(names, ids))
            .RunAsync(cancellationToken);
    }

    private static string[] Names(List<PlaceName> names) => names.Select(name => PlaceText.Clean(name.Name)).ToArray();

    private static NpgsqlParameter Parents(List<PlaceName> names, Dictionary<PlaceName, Guid> ids) =>
        names.Select(name => name.Parent is null ? (Guid?)null : ids[name.Parent]).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid);
}
