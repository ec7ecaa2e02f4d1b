using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Export;

/// <summary>Fills a place that the guide keeps for another module.</summary>
[Feature]
internal sealed class ReadyExport : IClientExportColumn
{
    public string Key => "billing.enabled";

    public Label Label => PartsModule.Text("Lista");

    public int Order => 100;

    public string? Permission => null;

    public ClientExportKind Kind => ClientExportKind.YesNo;

    public ClientSql Values => new("select p.client_id, p.ready from parts.parts_v1 p");
}
