using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Export;

/// <summary>Text of who may see parts.</summary>
[Feature]
internal sealed class KindExport : IClientExportColumn
{
    public string Key => "parts.kind";

    public Label Label => PartsModule.Text("Clase");

    public int Order => 300;

    public string? Permission => PartsModule.See;

    public ClientExportKind Kind => ClientExportKind.Text;

    public ClientSql Values => new("select p.client_id, p.kind from parts.parts_v1 p");
}
