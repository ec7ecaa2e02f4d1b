using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.DueNotices;

/// <summary>The last invoice that was looked at, by due date and id.</summary>
internal sealed record DuePlace(DateOnly DueOn, Guid Id);

/// <summary>
/// Invoices of contracts that fall due within the days of the settings are to be told, each once (AUT-08). Not after their due date, however
/// long the machine slept, nor those issued within those days: their own mail has just said when they fall due.
/// </summary>
[Feature]
internal sealed class PlanDueNotices(TimeProvider clock)
{
    private const int ChunkSize = 10_000;

    /// <returns>Where to go on, or <c>null</c> when all were looked at.</returns>
    public async Task<DuePlace?> RunAsync(IWispTransaction transaction, DateOnly today, DuePlace? after, CancellationToken cancellationToken)
    {
        var days = await transaction.Connection.Sql("select notice_days from billing.settings").ValueAsync<short>(cancellationToken);
        if (days == 0) return null;
        var last = await transaction.Connection.Sql(
            $"""
            with falling as materialized (
                select i.id, i.client_id, i.contract_id, i.first_due_date, i.issued_on, i.balance from billing.invoice i
                where i.state = 'pending' and i.first_due_date between $1 and $2 and ($3 is null or (i.first_due_date, i.id) > ($3, $4))
                order by i.first_due_date, i.id limit {ChunkSize}),
            noted as (
                insert into billing.due_notice (invoice_id, kind, client_id, contract_id, day, at)
                select f.id, 'due', f.client_id, f.contract_id, $1, $5 from falling f cross join billing.settings s
                where f.contract_id is not null and f.balance >= s.minimum_debt and f.issued_on < f.first_due_date - s.notice_days
                on conflict (invoice_id, kind) do nothing)
            select first_due_date, id from falling order by first_due_date desc, id desc limit 1
            """, today, today.AddDays(days), (after?.DueOn).As(NpgsqlDbType.Date), (after?.Id).As(NpgsqlDbType.Uuid), clock.GetUtcNow())
            .ListAsync(row => new DuePlace(row.GetFieldValue<DateOnly>(0), row.GetGuid(1)), cancellationToken);
        return last.SingleOrDefault();
    }
}
