using Wisp.Modules.Zones.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Zones;

public sealed class ZonesModule : WispModule
{
    public const string Permission = "settings.zones";

    public override void Configure(ModuleBuilder module)
    {
        module.Title(Label.Of<ZonesText>("menu"));
        module.Database<ZonesDb>("zones")
            .Audit("state").Audit("city").Audit("neighborhood").Audit("zone")
            .Publish("states_v1", "cities_v1", "neighborhoods_v1", "zones_v1");
        module.Features<ZonesModule>();
        module.Permission(Permission, Label.Of<ZonesText>("permission"));
        module.Menu(new MenuEntry("zones.places", Label.Of<ZonesText>("menu"), "/zones", Permission, 300, "map", "settings"));
    }
}
