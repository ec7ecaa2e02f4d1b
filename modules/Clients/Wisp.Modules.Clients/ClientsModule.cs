using Wisp.Sdk;

namespace Wisp.Modules.Clients;

public sealed class ClientsModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
    }
}
