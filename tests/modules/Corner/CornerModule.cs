using Wisp.Sdk;

namespace Wisp.Fixtures.Corner;

/// <summary>A corner of the portal: a page in its menu and cards on its first page, two of which fail.</summary>
public sealed class CornerModule : WispModule
{
    public override void Configure(ModuleBuilder module) => module.Features<CornerModule>();

    /// <summary>A text without resources is its own key.</summary>
    internal static Label Text(string text) => Label.Of<CornerModule>(text);
}
