using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Map;

/// <summary>Active clients green, deactivated ones grey.</summary>
[Feature]
internal sealed class StatusColor : IClientMapColor
{
    public string Key => "clients.status";

    public Label Label => Label.Of<ClientsText>("field.Status");

    public int Order => 100;

    public string? Permission => ClientPermissions.View;

    public ClientSql Tones => new("select c.id as client_id, case c.status when 'active' then 'green' else 'grey' end as tone from clients.client c");

    public IReadOnlyList<(string Tone, Label Meaning)> Legend =>
        [("green", Label.Of<ClientsText>("status.active")), ("grey", Label.Of<ClientsText>("status.deactivated"))];
}
