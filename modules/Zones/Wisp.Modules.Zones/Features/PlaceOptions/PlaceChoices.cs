using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.PlaceOptions;

/// <summary>Live places as this module's own forms offer them: a city with its state, for two may share a name.</summary>
[Feature]
internal sealed class PlaceChoices(IDatabase<ZonesDb> database)
{
    public async Task<IReadOnlyList<PlaceOption>> RunAsync(PlaceShape shape, CancellationToken cancellationToken)
    {
        var (label, join) = shape.Parent is { } parent
            ? ("concat_ws(', ', p.name, parent.name)", $"left join {parent.Table} parent on parent.id = p.{shape.ParentColumn}")
            : ("p.name::text", "");
        return await database.Source.Sql(
            $"""
            select p.id, {label}, {shape.ParentSql}
            from {shape.Table} p {join}
            where p.archived_at is null
            order by p.name collate "es-x-icu", p.public_id
            """)
            .ListAsync(r => new PlaceOption(r.GetGuid(0), r.GetString(1), r.Maybe<Guid>(2)), cancellationToken);
    }
}
