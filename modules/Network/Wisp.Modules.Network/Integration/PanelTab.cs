using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>"Contratos y nodos" beside the list (PANEL-02).</summary>
[Feature]
internal sealed class PanelTab : IClientPanelTab
{
    public string Key => "network.contracts";

    public Label Label => Label.Of<NetworkText>("panel.contracts");

    public int Order => 190;

    public string? Permission => NetworkPermissions.View;

    public string Url(Guid clientId) => $"/contracts/of/{clientId}";
}

/// <summary>The same on the client's page.</summary>
[Feature]
internal sealed class ViewCard : IClientViewCard
{
    public string Key => "network.contracts";

    public Label Label => Label.Of<NetworkText>("panel.contracts");

    public int Order => 190;

    public string? Permission => NetworkPermissions.View;

    public bool IsWide => true;

    public string Url(Guid clientId) => $"/contracts/of/{clientId}";
}
