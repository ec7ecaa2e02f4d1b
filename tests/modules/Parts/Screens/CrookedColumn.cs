using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Screens;

/// <summary>A column of who may see parts; its order is SQL that the database refuses.</summary>
[Feature]
internal sealed class CrookedColumn : IClientListColumn
{
    public string Key => "parts.crooked";

    public Label Label => PartsModule.Text("Torcida");

    public int Order => 300;

    public string? Permission => PartsModule.See;

    public ClientSql? Sort => new("select p.client_id, p.nothing as sort_key from parts.parts_v1 p");

    public Task<IReadOnlyDictionary<Guid, ClientCell>> ReadAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, ClientCell>>(clientIds.ToDictionary(id => id, _ => new ClientCell("<b>torcida</b>")));
}
