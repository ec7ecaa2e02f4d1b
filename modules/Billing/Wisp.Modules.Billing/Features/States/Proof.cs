using Npgsql;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.States;

/// <summary>Keeps what Wisp itself did to contracts and for which invoices; what Network kept as it was is no act.</summary>
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
            insert into billing.automatic_act (contract_id, client_id, act, rule, invoice_ids, debt, due_on, day, at)
            select x.contract_id, x.client_id, $5, $6, array(select i.invoice_id from unnest($8, $9) i (contract_id, invoice_id) where i.contract_id = x.contract_id), x.debt, x.due_on, $7, $10
            from unnest($1, $2, $3, $4) x (contract_id, client_id, debt, due_on)
            """,
            acts.Select(one => one.ContractId).ToArray(), acts.Select(one => one.ClientId).ToArray(), acts.Select(one => one.Debt).ToArray(), acts.Select(one => one.FirstDue).ToArray(),
            act, rule, today, acts.SelectMany(one => one.Invoices.Select(_ => one.ContractId)).ToArray(), acts.SelectMany(one => one.Invoices).ToArray(), now)
            .RunAsync(cancellationToken);
        return acts.Count;
    }
}
