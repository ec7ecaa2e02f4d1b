using Wisp.Contracts.Portal;
using Wisp.Sdk;

namespace Wisp.Fixtures.Corner;

[Feature]
internal sealed class CornerPage : IPortalPage
{
    public string Key => "corner.page";

    public Label Label => CornerModule.Text("Rincón");

    public int Order => 100;

    public string? Permission => "corner.nobody-is-asked-for-this";

    public string Url => "/portal/corner";
}
