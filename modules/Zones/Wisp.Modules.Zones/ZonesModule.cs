using Wisp.Sdk;

namespace Wisp.Modules.Zones;

public sealed class ZonesModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
    }
}
