using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Search;

/// <summary>It cannot say what there is to choose.</summary>
[Feature]
internal sealed class SilentFilter : IClientSearchFilter
{
    public string Key => "parts.silent";

    public Label Label => PartsModule.Text("Estante");

    public int Order => 300;

    public string? Permission => null;

    public ClientSearchTab Tab => ClientSearchTab.Gateways;

    public ClientFilterInput Input => ClientFilterInput.Choice;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody home.");

    public ClientSql? Matching(ClientFilterValue value) => new("select p.client_id from parts.parts_v1 p where p.kind = $1", value.Chosen[0]);
}
