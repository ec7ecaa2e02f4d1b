using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.PlaceOptions;
using Wisp.Modules.Zones.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ArchivePlace;

[Feature]
internal sealed class PlanArchive(IDatabase<ZonesDb> database, PlaceUse use, PlaceChoices choices)
{
    /// <summary>The plan, or null when there is no such live place.</summary>
    public async Task<ArchivePlan?> RunAsync(PlaceShape shape, Guid id, CancellationToken cancellationToken)
    {
        var children = shape.Child is { } child
            ? $"(select count(*) from {child.Table} c where c.{child.ParentColumn} = p.id and c.archived_at is null)"
            : "0::bigint";
        var found = await database.Source.Sql(
            $"select p.name, p.xmin, p.{shape.ParentColumn ?? "id"}, {children} from {shape.Table} p where p.id = $1 and p.archived_at is null",
            id).ListAsync(
                r => (Name: r.GetString(0), Version: r.GetFieldValue<uint>(1), ParentId: r.Maybe<Guid>(2), Children: r.GetInt64(3)),
                cancellationToken);
        if (found is not [var place]) return null;

        var live = await choices.RunAsync(shape, cancellationToken);
        // Neighbourhoods are exchanged within their city only: whoever holds one also holds the city.
        var targets = live.Where(o => o.Id != id && (!shape.ParentRequired || o.ParentId == place.ParentId)).ToList();
        var mayBeNowhere = place.Children == 0 || !shape.Child!.ParentRequired;
        var holders = await use.CountAsync(shape.Kind, id, cancellationToken);
        return new ArchivePlan(id, place.Name, place.Version, holders, place.Children, targets, mayBeNowhere);
    }
}
