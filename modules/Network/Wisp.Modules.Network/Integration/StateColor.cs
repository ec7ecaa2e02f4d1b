using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>Clients on the map by the worst state of their contracts in course.</summary>
[Feature]
internal sealed class StateColor : IClientMapColor
{
    public string Key => "network.state";

    public Label Label => Label.Of<NetworkText>("bulk.state");

    public int Order => 200;

    public string? Permission => NetworkPermissions.View;

    public ClientSql Tones => new(
        """
        select c.client_id,
               (array['green', 'amber', 'grey', 'red'])[1 + max(case c.state when 'enabled' then 0 when 'disabled' then case c.state_origin when 'system' then 3 else 2 end else 1 end)] as tone
        from network.contracts_v1 c
        where not c.ended
        group by c.client_id
        """);

    public IReadOnlyList<(string Tone, Label Meaning)> Legend { get; } =
    [
        ("green", Label.Of<NetworkText>(ShownState.Key(ShownState.Enabled))), ("amber", Label.Of<NetworkText>(ShownState.Key(ShownState.Alerted))),
        ("grey", Label.Of<NetworkText>(ShownState.Key(ShownState.Disabled))), ("red", Label.Of<NetworkText>(ShownState.Key(ShownState.System))),
    ];
}
