using Wisp.Sdk;

namespace Wisp.Fixtures.DoubleView;

/// <summary>Its pages are the fault: one has the path of a page of Good, another the route of one of Dependant.</summary>
public sealed class DoubleViewModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
    }
}
