using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Export;

/// <summary>Fills such a place with a select that has parameters of its own.</summary>
[Feature]
internal sealed class AmountExport : IClientExportColumn
{
    public string Key => "billing.unpaid_balance";

    public Label Label => PartsModule.Text("Importe");

    public int Order => 200;

    public string? Permission => null;

    public ClientExportKind Kind => ClientExportKind.Money;

    public ClientSql Values => new("select p.client_id, p.amount * $1 from parts.parts_v1 p where p.amount > $2", 2m, 0m);
}
