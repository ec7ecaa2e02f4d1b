using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Lifecycle;

[Feature]
internal sealed class BeginParts(Faults faults) : IClientReactivationStep
{
    public string Key => "parts.begin";

    public Label Label => PartsModule.Text("Entrega de partes");

    public int Order => 100;

    public string? Permission => PartsModule.Edit;

    public async Task<ClientStepPlan?> PlanAsync(Guid clientId, CancellationToken cancellationToken)
    {
        await faults.ThrowIfToldAsync("plan");
        return new ClientStepPlan("Las partes siguen en el depósito.");
    }

    public async Task RunAsync(IWispTransaction transaction, Guid clientId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("parts", cancellationToken);
        await transaction.Connection.Sql("insert into parts.step (client_id, what) values ($1, 'begin')", clientId).RunAsync(cancellationToken);
        await faults.ThrowIfToldAsync("reactivate");
    }
}
