using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Features.ExportAreas;
using Wisp.Modules.Zones.Features.ImportAreas;
using Wisp.Sdk;

namespace Wisp.Modules.Zones;

public sealed class ZonesModule : WispModule
{
    public const string Permission = "settings.zones";

    public override void Configure(ModuleBuilder module)
    {
        module.Title(Label.Of<ZonesText>("menu"));
        module.Database<ZonesDb>("zones")
            .Audit("state").Audit("city").Audit("neighborhood", ignored: ["area"]).Audit("zone", ignored: ["area"])
            .OnlyAppend("border")
            .AllowDelete("area_import", "area_import_item")
            .Publish("states_v1", "cities_v1", "neighborhoods_v1", "zones_v1")
            .Publish("zone_areas_v1", "neighborhood_areas_v1", "zone_pieces_v1", "neighborhood_pieces_v1")
            .Publish("zone_at(ext.geometry)", "neighborhood_at(ext.geometry)");
        module.Features<ZonesModule>();
        module.Job<ReadAreasJob>(ReadAreasJob.Key, Label.Of<ZonesText>("job.read"), Permission);
        module.Job<TryAreasJob>(TryAreasJob.Key, Label.Of<ZonesText>("job.try"), Permission);
        module.Job<TakeAreasJob>(TakeAreasJob.Key, Label.Of<ZonesText>("job.take"), Permission);
        module.Endpoints(ExportAreas.Map);
        module.Permission(Permission, Label.Of<ZonesText>("permission"));
        module.Menu(new MenuEntry("zones.places", Label.Of<ZonesText>("menu"), "/zones", Permission, 300, "map", "settings"));
    }
}
