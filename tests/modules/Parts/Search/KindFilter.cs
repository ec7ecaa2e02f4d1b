using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Search;

[Feature]
internal sealed class KindFilter : IClientSearchFilter
{
    public string Key => "parts.kind";

    public Label Label => PartsModule.Text("Tipo de parte");

    public int Order => 100;

    public string? Permission => null;

    public ClientSearchTab Tab => ClientSearchTab.Contract;

    public ClientFilterInput Input => ClientFilterInput.Choice;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClientFilterOption>>([new("antenna", "Antena"), new("cable", "Cable"), new("router", "Rúter")]);

    public ClientSql? Matching(ClientFilterValue value) => new(
        "select p.client_id from parts.parts_v1 p where p.kind = any ($1)", value.Chosen.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text));
}
