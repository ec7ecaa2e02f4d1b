using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>What is told of an invoice.</summary>
internal static class BillSql
{
    // One by one by their key: while a run issues a million, plans made for fewer would read all of them for each few.
    /// <summary>Of the invoices <c>$1</c>, those that are to be paid.</summary>
    public const string Of =
        """
        select i.client_id, i.id::text as key,
               jsonb_build_object(
                 'number', case when i.number is null then '#' || i.public_id else i.kind || ' ' || lpad(i.point_of_sale::text, 5, '0') || '-' || lpad(i.number::text, 8, '0') end,
                 'total', i.balance, 'currency', i.currency, 'due', to_char(i.first_due_date, 'YYYY-MM-DD')) as arguments,
               '/portal/invoices/' || i.id as url
        from unnest($1::uuid[]) o (id)
        cross join lateral (select * from billing.invoices_v1 i where i.id = o.id offset 0) i
        where i.state = 'pending' and i.balance > 0
        """;
}

/// <summary>A new invoice. One that credit paid at once asks for nothing.</summary>
internal sealed class TellOfInvoices(NoticeLedger ledger) : IEventHandler<InvoicesIssued>
{
    public Task HandleAsync(InvoicesIssued payload, IWispTransaction transaction, CancellationToken cancellationToken) =>
        ledger.TellAsync(transaction, NoticeKinds.Invoice, payload.At, BillSql.Of, [payload.InvoiceIds.ToArray()], cancellationToken);
}

/// <summary>Money that came in.</summary>
internal sealed class TellOfPayment(NoticeLedger ledger, IIsp isp) : IEventHandler<PaymentRecorded>
{
    public async Task HandleAsync(PaymentRecorded payload, IWispTransaction transaction, CancellationToken cancellationToken) => await ledger.TellAsync(
        transaction, NoticeKinds.Payment, payload.At,
        "select $1::uuid as client_id, $2::text as key, jsonb_build_object('amount', $3::numeric, 'currency', $4::text) as arguments, '/portal/payments'::text as url",
        [payload.ClientId, $"{payload.PaymentId}", payload.Amount, (await isp.SettingsAsync(cancellationToken)).Currency], cancellationToken);
}

/// <summary>Calls to mind, each morning, what is due soon: each invoice once.</summary>
internal sealed class TellOfDue(NoticeLedger ledger, NoticeWays ways, IIsp isp, TimeProvider clock) : IJob
{
    public const string Key = "portal.tell-of-due";
    private const int Chunk = 2000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var cursor = step.Cursor<DueCursor>() ?? new DueCursor(Guid.Empty, 0);
        var (today, days) = (await isp.TodayAsync(cancellationToken), (await ways.SettingsAsync(cancellationToken)).DueDays);
        var due = await step.Transaction.Connection.Sql(
            $"""
            select id from billing.invoices_v1
            where id > $1 and state = 'pending' and balance > 0 and first_due_date between $2 and $3
            order by id limit {Chunk}
            """, cursor.After, today, today.AddDays(days)).ListAsync(row => row.GetGuid(0), cancellationToken);
        if (due.Count == 0) return StepResult.Done();
        var told = await ledger.TellAsync(step.Transaction, NoticeKinds.Due, clock.GetUtcNow(), BillSql.Of, [due.ToArray()], cancellationToken);
        var next = new DueCursor(due[^1], cursor.Done + told);
        await step.ReportAsync(new JobCounts(next.Done, null, 0, 0));
        return StepResult.Continue(next);
    }

    private sealed record DueCursor(Guid After, long Done);
}
