using System.Globalization;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.SavePlace;

[Feature]
internal sealed class OpenPlace(ZonesDb db)
{
    /// <summary>The place as its form begins, or null when there is none.</summary>
    public async Task<PlaceInput?> RunAsync(PlaceShape shape, Guid id, CancellationToken cancellationToken)
    {
        if (await db.FindAsync(shape.Entity, [id], cancellationToken) is not Place place) return null;
        var zone = place as Zone;
        return new PlaceInput
        {
            Name = place.Name,
            ParentId = place.ParentId,
            Color = zone?.Color,
            Description = zone?.Description,
            Priority = zone?.Priority.ToString(CultureInfo.InvariantCulture),
            Version = place.Version,
        };
    }
}
