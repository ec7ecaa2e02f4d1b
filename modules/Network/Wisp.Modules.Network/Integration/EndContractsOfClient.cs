using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Contracts.Network;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>A deactivated client's contracts are disabled by the person who deactivates (DEACT-04); they stay so when he comes back.</summary>
[Feature]
internal sealed class EndContractsOfClient(IDatabase<NetworkDb> database, IContractStates states, IStringLocalizer<NetworkText> text) : IClientDeactivationStep
{
    public string Key => "network.contracts";

    public Label Label => Label.Of<NetworkText>("contracts.title");

    public int Order => 100;

    public string? Permission => null;

    public async Task<ClientStepPlan?> PlanAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var contracts = await database.Source.Sql(
            "select count(*) from network.contract where client_id = $1 and state <> 'disabled'", clientId).ValueAsync<long>(cancellationToken);
        return contracts == 0 ? null : new ClientStepPlan(text[contracts == 1 ? "deactivate.one" : "deactivate.many", contracts]);
    }

    public async Task RunAsync(IWispTransaction transaction, ClientDeactivation deactivation, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("network", cancellationToken);
        var contracts = await transaction.Connection.Sql("select id from network.contract where client_id = $1 and not ended", deactivation.ClientId)
            .ListAsync(row => new ContractStateCause(row.GetGuid(0)), cancellationToken);
        await states.RequestAsync(
            transaction, new ContractStateRequest(ContractState.Disabled, ContractStateOrigin.Operator, Reasons.ClientDeactivated, contracts), cancellationToken);
    }
}
