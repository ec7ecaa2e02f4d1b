using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Lifecycle;

/// <summary>Concerns clients with a part.</summary>
[Feature]
internal sealed class EndParts(IDatabase<PartsDb> database, Faults faults) : IClientDeactivationStep
{
    public string Key => "parts.end";

    public Label Label => PartsModule.Text("Devolución de partes");

    public int Order => 100;

    public string? Permission => PartsModule.Edit;

    public async Task<ClientStepPlan?> PlanAsync(Guid clientId, CancellationToken cancellationToken)
    {
        await faults.ThrowIfToldAsync("plan");
        var kind = await database.Source.Sql("select kind from parts.part where client_id = $1", clientId).ValueAsync<string>(cancellationToken);
        return kind is null
            ? null
            : new ClientStepPlan($"Tiene una parte: {kind}.", "Debe 3 <facturas>.") { Option = new ClientStepOption("Anular también la parte") };
    }

    public async Task RunAsync(IWispTransaction transaction, ClientDeactivation deactivation, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("parts", cancellationToken);
        await transaction.Connection.Sql(
            "insert into parts.step (client_id, what, reason, option_taken) values ($1, 'end', $2, $3)",
            deactivation.ClientId, deactivation.Reason, deactivation.OptionTaken).RunAsync(cancellationToken);
    }
}

/// <summary>Comes after, and fails when told: in the database, as constraints do.</summary>
[Feature]
internal sealed class CloseShelf(Faults faults) : IClientDeactivationStep
{
    public string Key => "parts.close";

    public Label Label => PartsModule.Text("Cierre del estante");

    public int Order => 200;

    public string? Permission => null;

    public Task<ClientStepPlan?> PlanAsync(Guid clientId, CancellationToken cancellationToken) => Task.FromResult<ClientStepPlan?>(null);

    public async Task RunAsync(IWispTransaction transaction, ClientDeactivation deactivation, CancellationToken cancellationToken)
    {
        if (!await faults.IsToldAsync("deactivate")) return;
        await using var part = await transaction.EnterAsync("parts", cancellationToken);
        await transaction.Connection.Sql("insert into parts.step (client_id, what) values ($1, null)", deactivation.ClientId).RunAsync(cancellationToken);
    }
}
