using Microsoft.Extensions.DependencyInjection;
using Wisp.Fixtures.Contracts;
using Wisp.Sdk;

namespace Wisp.Fixtures.Good;

public sealed class GoodModule : WispModule
{
    public override void Configure(ModuleBuilder module) => module
        .Permission("good.view", Label.Of<GoodModule>("permission.view"))
        .Services.AddSingleton<IGreeting, Greeting>();
}

internal sealed class Greeting : IGreeting
{
    public string For(string name) => $"Good day, {name}";
}
