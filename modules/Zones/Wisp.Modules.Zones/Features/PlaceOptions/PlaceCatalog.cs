using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.EnsurePlaces;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.PlaceOptions;

[Feature]
internal sealed class PlaceCatalog(IDatabase<ZonesDb> database) : IPlaceCatalog
{
    public async Task<IReadOnlyList<PlaceOption>> ListAsync(PlaceKind kind, CancellationToken cancellationToken = default)
    {
        var shape = PlaceShape.Of(kind);
        return await database.Source.Sql(
            $"""
            select id, name, {shape.ParentSql}
            from {shape.Table}
            where archived_at is null
            order by name collate "es-x-icu", public_id
            """)
            .ListAsync(r => new PlaceOption(r.GetGuid(0), r.GetString(1), r.Maybe<Guid>(2)), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<PlaceName, Guid>> FindByNamesAsync(
        IReadOnlyCollection<PlaceName> wanted, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await new PlaceLookup(connection).FindAsync(wanted, cancellationToken);
    }
}
