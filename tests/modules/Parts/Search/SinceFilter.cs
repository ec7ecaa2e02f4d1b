using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Search;

[Feature]
internal sealed class SinceFilter : IClientSearchFilter
{
    public string Key => "parts.since";

    public Label Label => PartsModule.Text("Desde cuándo");

    public int Order => 300;

    public string? Permission => null;

    public ClientSearchTab Tab => ClientSearchTab.Client;

    public ClientFilterInput Input => ClientFilterInput.Dates;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ClientSql? Matching(ClientFilterValue value) => new(
        "select p.client_id from parts.parts_v1 p where p.since between coalesce($1, date '-infinity') and coalesce($2, date 'infinity')",
        value.From.As(NpgsqlDbType.Date), value.To.As(NpgsqlDbType.Date));
}
