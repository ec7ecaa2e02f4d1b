using Npgsql;
using Wisp.Contracts.Network;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Features.ViewContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Subscribers;

[Feature]
internal sealed class SubscriberLines(IDatabase<NetworkDb> database, ReasonWords reasons, SubscriberUses uses, PlanChange change) : ISubscriberLines
{
    public async Task<IReadOnlyList<SubscriberLine>> LinesAsync(Guid clientId, CancellationToken cancellationToken) => await database.Source.Sql(
        $"""
        select c.id, c.public_id, c.state, c.state_origin, c.state_reason, c.state_changed_at, nullif(concat_ws(', ', c.address, c.address_additional_data), ''), c.start_date, c.end_date, c.ended,
               c.next_plan_from, c.node_id, o.id, o.reason, o.began_at, {Plan("p")}, {Plan("x")}
        from network.contract c
        join network.plan p on p.id = c.plan_id
        left join network.plan x on x.id = c.next_plan_id
        left join network.outage o on o.node_id = c.node_id and o.ended_at is null and not c.ended and c.state <> 'disabled'
        where c.client_id = $1
        order by c.ended, c.public_id desc
        """, clientId).ListAsync(Read, cancellationToken);

    public Task<SubscriberConsumption?> ConsumptionAsync(
        Guid clientId, Guid contractId, DateTimeOffset from, DateTimeOffset to, ConsumptionBucket bucket, CancellationToken cancellationToken) =>
        uses.SlotsAsync(clientId, contractId, from, to, bucket, cancellationToken);

    public Task<IReadOnlyList<SubscriberUse>> TodayAsync(Guid clientId, CancellationToken cancellationToken) => uses.TodayAsync(clientId, cancellationToken);

    public async Task<IReadOnlyList<OfferedPlan>> OfferedPlansAsync(Guid clientId, Guid contractId, CancellationToken cancellationToken) => await database.Source.Sql(
        $"""
        select {Plan("x")}, x.price - p.price
        from network.contract c
        join network.plan p on p.id = c.plan_id
        join network.plan x on x.archived_at is null and x.frequency_months = p.frequency_months and x.id <> p.id
        where c.id = $1 and c.client_id = $2 and not c.ended
        order by x.price, x.name collate "es-x-icu", x.public_id
        """, contractId, clientId).ListAsync(row => new OfferedPlan(ReadPlan(row, 0), row.GetDecimal(PlanColumns)), cancellationToken);

    public Task<string?> ChangePlanAsync(IWispTransaction transaction, Guid contractId, Guid planId, DateOnly from, CancellationToken cancellationToken) =>
        change.RunAsync(transaction, contractId, planId, from, cancellationToken);

    private const int PlanColumns = 7;

    private static string Plan(string plan) =>
        $"{plan}.id, {plan}.name::text, {plan}.down_kbps, {plan}.up_kbps, {plan}.price, {plan}.price_includes_tax, {plan}.frequency_months::integer";

    private static LinePlan ReadPlan(NpgsqlDataReader row, int at) => new(
        row.GetGuid(at), row.GetString(at + 1), row.GetInt32(at + 2), row.GetInt32(at + 3), row.GetDecimal(at + 4), row.GetBoolean(at + 5), row.GetInt32(at + 6));

    private SubscriberLine Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), ReadPlan(row, 15), State(row.GetString(2)), Enum.Parse<ContractStateOrigin>(row.GetString(3), ignoreCase: true),
        row.Text(4) is { } reason ? reasons.Known(reason) : null, row.GetFieldValue<DateTimeOffset>(5), row.Text(6), row.GetFieldValue<DateOnly>(7), row.Maybe<DateOnly>(8),
        row.GetBoolean(9), row.Maybe<DateOnly>(10) is { } from ? new PlannedPlan(ReadPlan(row, 15 + PlanColumns), from) : null, row.Maybe<Guid>(11),
        row.Maybe<Guid>(12) is { } outage ? new LineOutage(outage, row.Text(13), row.GetFieldValue<DateTimeOffset>(14)) : null);

    // The reserved state stands with the alerted.
    private static ContractState State(string state) => state switch
    {
        "enabled" => ContractState.Enabled,
        "disabled" => ContractState.Disabled,
        _ => ContractState.Alerted,
    };
}
