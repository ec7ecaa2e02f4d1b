using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Devices;

/// <summary>"Dispositivos" beside the list (PANEL-06).</summary>
[Feature]
internal sealed class DevicesTab : IClientPanelTab
{
    public string Key => "portal.devices";

    public Label Label => Label.Of<NoticeText>("devices.title");

    public int Order => 650;

    public string? Permission => "clients.view";

    public string Url(Guid clientId) => $"/subscribers/{clientId}/devices";
}

/// <summary>The same on the client's page.</summary>
[Feature]
internal sealed class DevicesCard : IClientViewCard
{
    public string Key => "portal.devices";

    public Label Label => Label.Of<NoticeText>("devices.title");

    public int Order => 400;

    public string? Permission => "clients.view";

    public bool IsWide => false;

    public string Url(Guid clientId) => $"/subscribers/{clientId}/devices";
}
