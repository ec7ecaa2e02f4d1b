using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>"Consumo" beside the list (PANEL-03).</summary>
[Feature]
internal sealed class ConsumptionTab : IClientPanelTab
{
    public string Key => "network.consumption";

    public Label Label => Label.Of<NetworkText>("consumption.title");

    public int Order => 195;

    public string? Permission => NetworkPermissions.View;

    public string Url(Guid clientId) => $"/contracts/consumption/{clientId}";
}

/// <summary>The same on the client's page, the last day first (VIEW-01, VIEW-02).</summary>
[Feature]
internal sealed class ConsumptionCard : IClientViewCard
{
    public string Key => "network.consumption";

    public Label Label => Label.Of<NetworkText>("consumption.title");

    public int Order => 195;

    public string? Permission => NetworkPermissions.View;

    public bool IsWide => true;

    public string Url(Guid clientId) => $"/contracts/consumption/{clientId}";
}
