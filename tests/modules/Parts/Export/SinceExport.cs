using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Export;

/// <summary>Noon of a day, in UTC.</summary>
[Feature]
internal sealed class SinceExport : IClientExportColumn
{
    public string Key => "parts.since";

    public Label Label => PartsModule.Text("Desde");

    public int Order => 400;

    public string? Permission => null;

    public ClientExportKind Kind => ClientExportKind.Instant;

    public ClientSql Values => new("select p.client_id, (p.since + time '12:00') at time zone 'UTC' from parts.parts_v1 p");
}
