using Npgsql;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.States;

/// <summary>
/// Keeps what Wisp itself did to contracts and for which invoices, and that their clients are to be told of it (AUT-08): again only of an
/// invoice that they were not told of. What Network kept as it was is no act.
/// </summary>
internal static class Proof
{
    public static async Task<int> KeepAsync(
        NpgsqlConnection connection, string act, string rule, IReadOnlyList<Verdict> verdicts, ContractStateResult result, DateOnly today, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var kept = result.Kept.Select(one => one.ContractId).ToHashSet();
        var acts = verdicts.Where(one => !kept.Contains(one.ContractId)).ToList();
        await connection.Sql(
            """
            with act as (
                insert into billing.automatic_act (contract_id, client_id, act, rule, invoice_ids, debt, due_on, day, at)
                select x.contract_id, x.client_id, $5, $6, array(select i.invoice_id from unnest($8, $9) i (contract_id, invoice_id) where i.contract_id = x.contract_id), x.debt, x.due_on, $7, $10
                from unnest($1, $2, $3, $4) x (contract_id, client_id, debt, due_on)
                returning contract_id, client_id, invoice_ids)
            insert into billing.due_notice as n (invoice_id, kind, client_id, contract_id, day, at, outcome)
            select distinct on (i.id) i.id, case $5 when 'alert' then 'alert' else 'cut' end, i.client_id, a.contract_id, $7, $10,
                   case when case $5 when 'alert' then s.notice_on_alert else s.notice_on_cut end then null else 'off' end
            from act a cross join billing.settings s join billing.invoice i on i.id = any (a.invoice_ids)
            order by i.id, i.contract_id is distinct from a.contract_id, a.contract_id
            on conflict (invoice_id, kind) do update
            set contract_id = excluded.contract_id, day = excluded.day, at = excluded.at, outcome = excluded.outcome
            where n.outcome in ('off', 'unwanted', 'no_address', 'settled', 'passed')
            """,
            acts.Select(one => one.ContractId).ToArray(), acts.Select(one => one.ClientId).ToArray(), acts.Select(one => one.Debt).ToArray(), acts.Select(one => one.FirstDue).ToArray(),
            act, rule, today, acts.SelectMany(one => one.Invoices.Select(_ => one.ContractId)).ToArray(), acts.SelectMany(one => one.Invoices).ToArray(), now)
            .RunAsync(cancellationToken);
        return acts.Count;
    }
}
