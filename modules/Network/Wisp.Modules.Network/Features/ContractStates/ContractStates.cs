using NpgsqlTypes;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ContractStates;

/// <summary>The rules SM-C1, C2, C3, C5 and C7, as one statement over any number of contracts.</summary>
[Feature]
internal sealed class ContractStates(IEnumerable<IAutomaticStates> automatic, IActorAccessor actor, IIsp isp, TimeProvider clock) : IContractStates
{
    public async Task<ContractStateResult> RequestAsync(
        IWispTransaction transaction, ContractStateRequest request, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > ContractStateRequest.ReasonLimit)
            throw new ArgumentException($"A reason has 1 to {ContractStateRequest.ReasonLimit} characters.", nameof(request));
        var contracts = request.Contracts.Select(cause => cause.ContractId).ToArray();
        if (contracts.Distinct().Count() < contracts.Length) throw new ArgumentException("A contract stands in the request twice.", nameof(request));
        var causes = request.Contracts.SelectMany(cause => cause.InvoiceIds.Select(invoice => (cause.ContractId, Invoice: invoice))).ToList();

        await using var part = await transaction.EnterAsync("network", cancellationToken);
        var outcome = await transaction.Connection.Sql(
            Statement(), contracts, request.Contracts.Select(cause => cause.LastDueOn).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Date),
            Code(request.To), Code(request.Origin), request.Reason, await isp.TodayAsync(cancellationToken), clock.GetUtcNow(), actor.Current.Name,
            causes.Select(cause => cause.ContractId).ToArray(), causes.Select(cause => cause.Invoice).ToArray())
            .ListAsync(row => (Id: row.GetGuid(0), Rule: row.Text(1)), cancellationToken);
        return new ContractStateResult(
            outcome.Count(one => one.Rule is null),
            [.. outcome.Where(one => one.Rule is not null).Select(one => new ContractStateKept(one.Id, Enum.Parse<ContractStateRule>(one.Rule!)))]);
    }

    private static string Code(ContractState state) => state.ToString().ToLowerInvariant();

    private static string Code(ContractStateOrigin origin) => origin.ToString().ToLowerInvariant();

    // Locked in one order, so that two requests for the same contracts wait instead of locking each other out.
    private string Statement() =>
        $"""
        with wanted as (
            select * from unnest($1, $2) w (id, due)),
        held as materialized (
            select c.id, c.client_id, c.state, c.state_origin, c.grace_from, coalesce(c.end_date < $6, false) as is_over, w.due
            from network.contract c join wanted w on w.id = c.id
            order by c.id
            for update of c),
        judged as materialized (
            select h.*,
                case
                    when h.state = $3 and not ($4 in ('operator', 'api') and h.state = 'disabled' and h.state_origin in ('system', 'gateway')) then 'Same'
                    when h.is_over and $3 <> 'disabled' then 'Ended'
                    when $3 <> 'disabled' and exists (select from clients.clients_v1 k where k.id = h.client_id and k.status <> 'active') then 'ClientDeactivated'
                    when $4 in ('operator', 'api') or h.is_over then null
                    when h.client_id in ({Manual()}) then 'NotAutomatic'
                    when h.state = 'disabled' and h.state_origin in ('operator', 'api') then 'HeldByPerson'
                    when $3 <> 'enabled' and h.due < h.grace_from then 'Grace'
                end as rule
            from held h),
        causes as (
            select i.contract_id, array_agg(i.invoice_id) as invoice_ids
            from unnest($9, $10) i (contract_id, invoice_id)
            group by i.contract_id),
        changed as (
            update network.contract c
            set state = $3, state_origin = $4, state_reason = $5, state_changed_at = $7,
                grace_from = case when $4 not in ('operator', 'api') then c.grace_from when $3 = 'enabled' then $6 end
            from judged j
            where j.id = c.id and j.rule is null),
        told as (
            insert into network.state_change (contract_id, from_state, to_state, origin, reason, invoice_ids, actor, at)
            select j.id, j.state, $3, $4, $5, coalesce(causes.invoice_ids, array[]::uuid[]), $8, $7
            from judged j left join causes on causes.contract_id = j.id
            where j.rule is null)
        select w.id, case when j.id is null then 'Unknown' else j.rule end
        from wanted w left join judged j on j.id = w.id
        """;

    private string Manual()
    {
        var selects = automatic.Select(part => part.ManualClients).ToList();
        return selects.Count == 0 ? "select null::uuid where false" : string.Join(" union all ", selects);
    }
}
