using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Account;

/// <param name="NextDue">The earliest first due date of what is unpaid, or <c>null</c>.</param>
internal sealed record AccountView(decimal Balance, decimal Credit, decimal Unpaid, int UnpaidCount, decimal Overdue, DateOnly? NextDue);

/// <param name="Paper">As papers name it: letter, point of sale and number.</param>
internal sealed record OwedInvoice(Guid Id, string Paper, long? Contract, DateOnly? From, DateOnly? To, DateOnly IssuedOn, DateOnly DueOn, decimal Gross, decimal Balance, bool IsOverdue);

/// <param name="InvoiceId">The invoice, or the one that a credit note corrects.</param>
internal sealed record AccountLine(
    long Id, DateOnly On, string Kind, string? Paper, Guid? InvoiceId, Guid? PaymentId, decimal Amount, decimal Balance, string? Note, string Actor, DateTimeOffset At)
{
    /// <summary>Where the paper is, or <c>null</c>.</summary>
    public string? Url => PaymentId is { } payment ? $"/billing/payments/{payment}" : InvoiceId is { } invoice ? $"/billing/invoices/{invoice}" : null;
}

/// <param name="Next">The last line, when more follow.</param>
internal sealed record AccountLines(IReadOnlyList<AccountLine> Lines, long? Next);

/// <summary>A client's current account (DEBT-03, DEBT-04): what is stored, added up by nobody else.</summary>
[Feature]
internal sealed class ReadAccount(IDatabase<BillingDb> database, IIsp isp)
{
    public const int PageSize = 50;

    public async Task<AccountView> RunAsync(Guid client, CancellationToken cancellationToken) =>
        await FindAsync(client, cancellationToken) ?? new AccountView(0, 0, 0, 0, 0, null);

    /// <summary>The account, or <c>null</c> when nothing was ever booked.</summary>
    public async Task<AccountView?> FindAsync(Guid client, CancellationToken cancellationToken) => (await database.Source.Sql(
        """
        select a.balance, a.credit, a.unpaid, a.unpaid_count,
               coalesce((select sum(i.balance) from billing.invoice i where i.client_id = a.client_id and i.state = 'pending' and i.first_due_date < $2), 0),
               (select min(i.first_due_date) from billing.invoice i where i.client_id = a.client_id and i.state = 'pending')
        from billing.account a where a.client_id = $1
        """, client, await isp.TodayAsync(cancellationToken))
        .ListAsync(row => new AccountView(row.GetDecimal(0), row.GetDecimal(1), row.GetDecimal(2), row.GetInt32(3), row.GetDecimal(4), row.Maybe<DateOnly>(5)), cancellationToken))
        .SingleOrDefault();

    /// <summary>What is owed, the oldest due first; at most the first 200.</summary>
    public async Task<IReadOnlyList<OwedInvoice>> OwedAsync(Guid client, CancellationToken cancellationToken) => await database.Source.Sql(
        $"""
        select i.id, {PaperSql.Invoice}, c.public_id, i.period_from, i.period_to, i.issued_on, i.first_due_date, i.gross_amount, i.balance, i.first_due_date < $2
        from billing.invoice i
        join billing.point_of_sale s on s.id = i.point_of_sale_id
        left join network.contracts_v1 c on c.id = i.contract_id
        where i.client_id = $1 and i.state = 'pending'
        order by i.first_due_date, i.number, i.id limit 200
        """, client, await isp.TodayAsync(cancellationToken))
        .ListAsync(
            row => new OwedInvoice(
                row.GetGuid(0), row.GetString(1), row.Maybe<long>(2), row.Maybe<DateOnly>(3), row.Maybe<DateOnly>(4), row.GetFieldValue<DateOnly>(5),
                row.GetFieldValue<DateOnly>(6), row.GetDecimal(7), row.GetDecimal(8), row.GetBoolean(9)), cancellationToken);

    /// <summary>The ledger, newest first.</summary>
    public async Task<AccountLines> LinesAsync(Guid client, long? before, CancellationToken cancellationToken, int size = PageSize)
    {
        var lines = await database.Source.Sql(
            $"""
            select t.id, t.on_date, t.kind,
                   case when t.invoice_id is not null then {PaperSql.Invoice} when t.payment_id is not null then p.public_id::text
                        when t.credit_note_id is not null then {PaperSql.Note}
                        when t.refund_id is not null then r.public_id::text end,
                   coalesce(t.invoice_id, n.invoice_id), t.payment_id, t.amount, t.balance_after, t.note, t.actor, t.occurred_at
            from billing.account_transaction t
            left join billing.invoice i on i.id = t.invoice_id
            left join billing.payment p on p.id = t.payment_id
            left join billing.credit_note n on n.id = t.credit_note_id
            left join billing.refund r on r.id = t.refund_id
            left join billing.point_of_sale s on s.id = coalesce(i.point_of_sale_id, n.point_of_sale_id)
            where t.client_id = $1 and ($2::bigint is null or t.id < $2)
            order by t.id desc limit {size + 1}
            """, client, before.As(NpgsqlDbType.Bigint))
            .ListAsync(
                row => new AccountLine(
                    row.GetInt64(0), row.GetFieldValue<DateOnly>(1), row.GetString(2), row.Text(3), row.Maybe<Guid>(4), row.Maybe<Guid>(5), row.GetDecimal(6),
                    row.GetDecimal(7), row.Text(8), row.GetString(9), row.GetFieldValue<DateTimeOffset>(10)), cancellationToken);
        return lines.Count > size ? new AccountLines(lines[..size], lines[size - 1].Id) : new AccountLines(lines, null);
    }
}
