using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Search;

[Feature]
internal sealed class ReadyFilter : IClientSearchFilter
{
    public string Key => "parts.ready";

    public Label Label => PartsModule.Text("Lista");

    public int Order => 100;

    public string? Permission => PartsModule.See;

    public ClientSearchTab Tab => ClientSearchTab.Billing;

    public ClientFilterInput Input => ClientFilterInput.YesNo;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ClientSql? Matching(ClientFilterValue value) =>
        new("select p.client_id from parts.parts_v1 p where p.ready = $1", value.Yes);
}
