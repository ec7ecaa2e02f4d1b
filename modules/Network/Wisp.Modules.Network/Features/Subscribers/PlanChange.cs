using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Subscribers;

/// <summary>Plans a change of plan by the rules of the contract's form; the daily job carries it out.</summary>
[Feature]
internal sealed class PlanChange(IClientDirectory clients, IIsp isp, IStringLocalizer<NetworkText> text)
{
    public async Task<string?> RunAsync(IWispTransaction transaction, Guid contract, Guid plan, DateOnly from, CancellationToken cancellationToken)
    {
        var today = await isp.TodayAsync(cancellationToken);
        await using var part = await transaction.EnterAsync("network", cancellationToken);
        var found = (await transaction.Connection.Sql("select client_id, plan_id, next_plan_id, ended from network.contract where id = $1 for update", contract)
            .ListAsync(row => (Client: row.GetGuid(0), Plan: row.GetGuid(1), Next: row.Maybe<Guid>(2), HasEnded: row.GetBoolean(3)), cancellationToken)).SingleOrDefault();
        if (found.Client == Guid.Empty) return text["stale"];
        if (found.HasEnded) return text["next-plan.ended"];
        if (await clients.FindAsync(found.Client, cancellationToken) is not { Active: true }) return text["client.deactivated"];
        if (plan == found.Plan) return text["next-plan.same"];
        if (from <= today) return text["next-from.past", from, today];
        if (await transaction.HoldAsync([new ChosenItem(CatalogShape.Plans, "", plan, plan == found.Next, "next-plan.gone")], cancellationToken) is [var gone]) return text[gone.Key];
        await transaction.Connection.Sql("update network.contract set next_plan_id = $2, next_plan_from = $3 where id = $1", contract, plan, from).RunAsync(cancellationToken);
        return null;
    }
}
