using System.Text.Json;
using NpgsqlTypes;
using Wisp.Contracts.Network;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Requests;

/// <summary>A subscriber asks for another plan: one open request a contract, which he may take back.</summary>
[Feature]
internal sealed class AskPlan(IDatabase<PortalDb> database, TimeProvider clock)
{
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public async Task<Problem?> RunAsync(Guid clientId, SubscriberLine line, LinePlan plan, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var made = await transaction.Connection.Sql(
            """
            insert into portal.request (client_id, kind, contract_id, plan_id, before, wanted, asked_at)
            values ($1, 'plan', $2, $3, $4, $5, $6) on conflict (contract_id) where kind = 'plan' and state = 'waiting' do nothing
            """, clientId, line.ContractId, plan.Id, Json(line.Plan), Json(plan), clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return made == 1 ? null : new("", "plan.already");
    }

    /// <returns><c>false</c> when there is none of his that waits.</returns>
    public async Task<bool> CancelAsync(Guid clientId, string kind, Guid? contractId, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var gone = await transaction.Connection.Sql(
            "update portal.request set state = 'cancelled', answered_at = $4 where client_id = $1 and kind = $2 and ($3::uuid is null or contract_id = $3) and state = 'waiting'",
            clientId, kind, contractId.As(NpgsqlDbType.Uuid), clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return gone > 0;
    }

    private static Npgsql.NpgsqlParameter Json(LinePlan plan) =>
        JsonSerializer.Serialize(new PlanThen(plan.Name, plan.Price), JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb);
}
