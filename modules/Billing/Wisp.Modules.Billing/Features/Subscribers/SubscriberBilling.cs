using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Subscribers;

[Feature]
internal sealed class SubscriberBilling(
    IDatabase<BillingDb> database, ReadAccount account, ReadInvoice invoices, ReadPayment payments, PaymentChoices choices, InvoicePaper invoicePaper, ReceiptPaper receiptPaper,
    IIsp isp, IStringLocalizer<BillingText> text) : ISubscriberBilling
{
    public async Task<SubscriberAccount?> AccountAsync(Guid clientId, CancellationToken cancellationToken) =>
        await account.FindAsync(clientId, cancellationToken) is { } found
            ? new(found.Unpaid, found.Credit, found.Balance, found.UnpaidCount, found.NextDue, found.Overdue, (await isp.SettingsAsync(cancellationToken)).Currency)
            : null;

    public async Task<IReadOnlyList<SubscriberInvoice>> InvoicesAsync(Guid clientId, long? before, int take, CancellationToken cancellationToken)
    {
        var today = await isp.TodayAsync(cancellationToken);
        return await database.Source.Sql(
            $"""
            select i.id, i.public_id, {PaperSql.Invoice}, i.issued_on, i.first_due_date, i.second_due_date, i.period_from, i.period_to, i.gross_amount, i.balance, i.state,
                   i.contract_id, i.currency
            from billing.invoice i join billing.point_of_sale s on s.id = i.point_of_sale_id
            where i.client_id = $1 and i.issued_on is not null and ($2::bigint is null or i.public_id < $2)
            order by i.public_id desc limit {Size(take)}
            """, clientId, before.As(NpgsqlDbType.Bigint)).ListAsync(row => Read(row, today), cancellationToken);
    }

    public async Task<SubscriberInvoiceDetail?> InvoiceAsync(Guid clientId, Guid invoiceId, CancellationToken cancellationToken)
    {
        if (await invoices.OfClientAsync(clientId, invoiceId, cancellationToken) is not { } found) return null;
        var state = StateOf(found.State);
        var shares = await invoices.SharesAsync(invoiceId, cancellationToken);
        return new(
            new(
                found.Id, found.PublicId, $"{found.Kind} {found.Paper}", found.IssuedOn!.Value, found.FirstDue!.Value, found.SecondDue!.Value, found.From, found.To, found.Gross,
                found.Balance, state, IsOverdue(state, found.FirstDue.Value, await isp.TodayAsync(cancellationToken)), found.ContractId, found.Currency),
            [.. found.Lines.Select(line => line.Shown(text))],
            [.. found.Taxes.Select(tax => tax.Shown())],
            [.. shares.Where(share => !share.IsUndone).Select(share => new SubscriberAllocation(
                share.PaymentId, text[share.PaymentId is null ? "note.number" : "payment.number", share.What], share.On, share.Amount))]);
    }

    public async Task<SubscriberPaper?> InvoicePdfAsync(Guid clientId, Guid invoiceId, CancellationToken cancellationToken) =>
        await invoices.OfClientAsync(clientId, invoiceId, cancellationToken) is { } found
            ? new(InvoicePaper.FileName(found), invoicePaper.Draw(found, await isp.SettingsAsync(cancellationToken)))
            : null;

    public async Task<IReadOnlyList<SubscriberPaymentRow>> PaymentsAsync(Guid clientId, long? before, int take, CancellationToken cancellationToken) => await database.Source.Sql(
        $"""
        select p.id, p.public_id, p.payment_date, p.amount, p.credit_amount, m.code, m.name::text, p.reference::text, p.state = 'void',
               array(select {PaperSql.Invoice}
                     from billing.allocation l join billing.invoice i on i.id = l.invoice_id join billing.point_of_sale s on s.id = i.point_of_sale_id
                     where l.payment_id = p.id and l.undone_at is null order by i.first_due_date, i.number)
        from billing.payment p join billing.payment_method m on m.id = p.method_id
        where p.client_id = $1 and ($2::bigint is null or p.public_id < $2)
        order by p.public_id desc limit {Size(take)}
        """, clientId, before.As(NpgsqlDbType.Bigint)).ListAsync(row => new SubscriberPaymentRow(
            row.GetGuid(0), row.GetInt64(1), row.GetFieldValue<DateOnly>(2), row.GetDecimal(3), row.GetDecimal(4), choices.NameOf(row.Text(5), row.Text(6)), row.Text(7),
            row.GetBoolean(8), row.GetFieldValue<string[]>(9)), cancellationToken);

    public async Task<SubscriberPaper?> ReceiptPdfAsync(Guid clientId, Guid paymentId, CancellationToken cancellationToken)
    {
        if (await payments.OfClientAsync(clientId, paymentId, cancellationToken) is not { } found) return null;
        var (shares, settings) = (await payments.SharesAsync(paymentId, cancellationToken), await isp.SettingsAsync(cancellationToken));
        return new(receiptPaper.FileName(found, settings), receiptPaper.Draw(found, shares, settings));
    }

    public async Task<IReadOnlyList<SubscriberMovement>> MovementsAsync(Guid clientId, long? before, int take, CancellationToken cancellationToken) =>
    [
        .. (await account.LinesAsync(clientId, before, cancellationToken, Size(take))).Lines.Select(line => new SubscriberMovement(
            line.Id, line.On, text[$"ledger.{line.Kind}"], line.Paper, line.InvoiceId, line.PaymentId, line.Amount, line.Balance)),
    ];

    private static int Size(int take) => Math.Clamp(take, 1, ISubscriberBilling.LongestPage);

    private static SubscriberInvoice Read(NpgsqlDataReader row, DateOnly today)
    {
        var (state, due) = (StateOf(row.GetString(10)), row.GetFieldValue<DateOnly>(4));
        return new(
            row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), due, row.GetFieldValue<DateOnly>(5), row.Maybe<DateOnly>(6), row.Maybe<DateOnly>(7),
            row.GetDecimal(8), row.GetDecimal(9), state, IsOverdue(state, due, today), row.Maybe<Guid>(11), row.GetString(12));
    }

    private static SubscriberInvoiceState StateOf(string state) => state switch
    {
        "pending" => SubscriberInvoiceState.Pending,
        "paid" => SubscriberInvoiceState.Paid,
        _ => SubscriberInvoiceState.Void,
    };

    private static bool IsOverdue(SubscriberInvoiceState state, DateOnly due, DateOnly today) => state == SubscriberInvoiceState.Pending && due < today;
}
