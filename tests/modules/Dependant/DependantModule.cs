using Microsoft.Extensions.DependencyInjection;
using Wisp.Fixtures.Contracts;
using Wisp.Sdk;

namespace Wisp.Fixtures.Dependant;

public sealed class DependantModule : WispModule
{
    public override void Configure(ModuleBuilder module) => module
        .Permission("dependant.view", Label.Of<DependantModule>("permission.view"))
        .Services.AddSingleton<Func<string>>(provider => () => provider.GetRequiredService<IGreeting>().For("neighbour"));
}
