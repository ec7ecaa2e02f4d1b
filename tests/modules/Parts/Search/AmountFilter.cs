using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Search;

[Feature]
internal sealed class AmountFilter : IClientSearchFilter
{
    public string Key => "parts.amount";

    public Label Label => PartsModule.Text("Importe");

    public int Order => 200;

    public string? Permission => null;

    public ClientSearchTab Tab => ClientSearchTab.Billing;

    public ClientFilterInput Input => ClientFilterInput.Numbers;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ClientSql? Matching(ClientFilterValue value) => new(
        "select p.client_id from parts.parts_v1 p where ($1 is null or p.amount >= $1) and ($2 is null or p.amount <= $2)",
        value.Least.As(NpgsqlDbType.Numeric), value.Most.As(NpgsqlDbType.Numeric));
}
