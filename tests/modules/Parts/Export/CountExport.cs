using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Export;

/// <summary>A count that goes wrong in its own ways: as told, and for the notes "divide" and "twice". For "wait" it waits while somebody holds a lock.</summary>
[Feature]
internal sealed class CountExport(Faults faults) : IClientExportColumn
{
    public string Key => "parts.count";

    public Label Label => PartsModule.Text("Cuenta");

    public int Order => 500;

    public string? Permission => null;

    public ClientExportKind Kind => ClientExportKind.Whole;

    public ClientSql Values
    {
        get
        {
            faults.ThrowIfToldAsync("export").GetAwaiter().GetResult();
            return new ClientSql(
                """
                select p.client_id,
                       case p.note when 'divide' then 1 / (length(p.note) - 6)
                                   when 'wait' then 7 + length(pg_advisory_xact_lock_shared(4077)::text) else 7 end
                from parts.parts_v1 p
                union all
                select p.client_id, 8 from parts.parts_v1 p where p.note = 'twice'
                """);
        }
    }
}
