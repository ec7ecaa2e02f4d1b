using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>Clients on the map by the worst state of their contracts in course.</summary>
[Feature]
internal sealed class StateColor(ContractScope scope) : IClientMapColor
{
    public string Key => "network.state";

    public Label Label => Label.Of<NetworkText>("bulk.state");

    public int Order => 200;

    public string? Permission => NetworkPermissions.View;

    public ClientSql Tones
    {
        get
        {
            var (within, values) = scope.Where("c.client_id");
            return new ClientSql(
                $"""
                select c.client_id, (array['{string.Join("', '", ShownState.All.Select(ShownState.Tone))}'])[1 + max({ShownState.SeveritySql("c")})] as tone
                from network.contracts_v1 c
                where not c.ended and {within}
                group by c.client_id
                """, values);
        }
    }

    public IReadOnlyList<(string Tone, Label Meaning)> Legend { get; } =
        [.. ShownState.All.Select(code => (ShownState.Tone(code), Label.Of<NetworkText>(ShownState.Key(code))))];
}
