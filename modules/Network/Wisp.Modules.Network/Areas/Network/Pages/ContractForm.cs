using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Modules.Network.Features.SaveContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>The form of a contract, as it is drawn.</summary>
internal sealed record ContractForm(
    ContractInput Input, ClientName Client, bool IsNew, string CancelUrl, IReadOnlyList<(string Value, string Text)> Plans,
    IReadOnlyList<(string Value, string Text)> NextPlans, IReadOnlyList<(string Value, string Text)> Servers, IReadOnlyList<(string Value, string Text)> Nodes);

/// <summary>Loads what the form offers.</summary>
[Feature]
internal sealed class DrawContractForm(CatalogChoices choices)
{
    public async Task<ContractForm> RunAsync(ContractInput input, ClientName client, Guid? id, CancellationToken cancellationToken) => new(
        input, client, id is null, id is null ? client.Url : $"/contracts/{id}",
        await OptionsAsync(CatalogShape.Plans, input.PlanId, cancellationToken),
        await OptionsAsync(CatalogShape.Plans, input.NextPlanId, cancellationToken),
        await OptionsAsync(CatalogShape.Servers, input.ServerId, cancellationToken),
        await OptionsAsync(CatalogShape.Nodes, input.NodeId, cancellationToken));

    private async Task<IReadOnlyList<(string Value, string Text)>> OptionsAsync(CatalogShape shape, Guid? held, CancellationToken cancellationToken) =>
        [.. (await choices.OfferedAsync(shape, held, cancellationToken)).Select(choice => ($"{choice.Id}", choice.Name))];
}
