using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Fiscal;

/// <summary>
/// A person asks to try again: a document that rests is tried at once; one that was refused is sent with firm and client as they are today, since
/// what was wrong with them has been put right.
/// </summary>
[Feature]
internal sealed class RetryReport(IDatabase<BillingDb> database, AccountScope scope, IJobs jobs)
{
    public async Task<Problem?> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        var client = await database.Source.Sql(
            "select client_id from billing.invoice where id = $1 union all select client_id from billing.credit_note where id = $1", id).ValueAsync<Guid?>(cancellationToken);
        if (client is null || !await scope.CoversAsync(client.Value, cancellationToken)) return Problem.Stale;
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        await connection.Sql(PartySql.Store, (object)new[] { id }).RunAsync(cancellationToken);
        var moved = await connection.Sql(
            $"""
            with refused as (
                update billing.invoice i
                set fiscal_state = case when i.report_after_payment and i.state = 'pending' then 'waiting_payment' else 'queued' end,
                    firm_party_id = coalesce((select b.id from ({PartySql.Firms}) n join billing.party b using (digest) where n.id = i.firm_id), firm_party_id),
                    client_party_id = coalesce((select b.id from ({PartySql.Clients}) n join billing.party b using (digest) where n.id = i.client_id), client_party_id)
                where i.id = $1 and i.fiscal_state = 'rejected'
                returning i.id),
            noted as (
                update billing.credit_note set fiscal_state = 'queued' where id = $1 and fiscal_state = 'rejected' returning id),
            woken as (
                update billing.fiscal_document set next_at = null where id = $1 and (next_at is not null or exists (select from refused) or exists (select from noted)) returning id)
            select id from refused union select id from noted union select id from woken
            """, id).ListAsync(row => row.GetGuid(0), cancellationToken);
        if (moved.Count == 0) return Problem.Stale;
        await jobs.EnqueueAsync(connection, new JobRequest(ReportJob.Key, new { }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
