using System.Globalization;
using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Notices;

/// <summary>
/// Takes an authentic notice: one transaction of a gateway is one row and at most one payment, both of one database transaction, however often and in
/// whatever order its notices come (GW-06, INV-P3). Money once received is never undone by a later notice.
/// </summary>
[Feature]
internal sealed class TakeNotice(
    IDatabase<BillingDb> database, RecordPayment record, NoticeRules rules, IIsp isp, IStringLocalizer<GatewayText> text, TimeProvider clock)
{
    private sealed record Stored(Guid Id, string Outcome, decimal Amount, long? Payment);

    public async Task<NoticeAnswer> RunAsync(Gateway gateway, GatewayNotice notice, CancellationToken cancellationToken)
    {
        // What cannot be kept under its own number is refused unseen.
        if (NoticeRules.Name(notice) is { } nameless) return Refused(nameless, text[$"notice.{nameless.Rule}", nameless.Field]);
        var fault = await rules.CheckAsync(notice, cancellationToken);
        await using var transaction = await database.BeginAsync(cancellationToken);
        var before = await HoldAsync(transaction.Connection, gateway, notice, cancellationToken);
        var answer = await ActAsync(transaction, gateway, notice, before, fault, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return answer;
    }

    private async Task<NoticeAnswer> ActAsync(
        IWispTransaction transaction, Gateway gateway, GatewayNotice notice, Stored before, GatewayRefusal? fault, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        if (before.Outcome is "paid" or "unmatched" or "dismissed")
        {
            // The same transaction never means another amount: that is a mistake somebody should hear of.
            if (notice.Money == GatewayMoney.Received && notice.Amount != before.Amount)
            {
                var shown = before.Amount.ToString("0.00", CultureInfo.InvariantCulture);
                return Refused(new("amount", "changed", ""), text["notice.changed", notice.Transaction, shown, notice.Amount.ToString(CultureInfo.InvariantCulture)]);
            }

            if (before.Outcome == "paid") return NoticeAnswer.Recorded(notice.Transaction, before.Payment!.Value);
            if (before.Outcome == "dismissed" || notice.Money != GatewayMoney.Received) return NoticeAnswer.Unmatched(notice.Transaction);
        }

        if (fault is not null)
        {
            // Money that waits for a person goes on waiting.
            if (before.Outcome != "unmatched") await SetAsync(connection, before.Id, notice, "refused", fault.Message, null, cancellationToken);
            return Refused(fault, fault.Message);
        }

        if (notice.Money != GatewayMoney.Received)
        {
            var outcome = notice.Money == GatewayMoney.Failed || before.Outcome == "failed" ? "failed" : "pending";
            await SetAsync(connection, before.Id, notice, outcome, null, null, cancellationToken);
            return NoticeAnswer.Noted(notice.Transaction, outcome);
        }

        var payment = await PayAsync(transaction, gateway, notice, cancellationToken);
        await SetAsync(connection, before.Id, notice, payment is null ? "unmatched" : "paid", null, payment, cancellationToken);
        if (payment is null) return NoticeAnswer.Unmatched(notice.Transaction);
        return NoticeAnswer.Recorded(
            notice.Transaction, await connection.Sql("select public_id from billing.payment where id = $1", payment).ValueAsync<long>(cancellationToken));
    }

    private async Task<Guid?> PayAsync(IWispTransaction transaction, Gateway gateway, GatewayNotice notice, CancellationToken cancellationToken)
    {
        var found = await transaction.Connection.Sql(Owner, gateway.Id, notice.Reference, InvoiceReference.NumberOf(notice.Reference).As(NpgsqlDbType.Bigint))
            .ListAsync(row => (Client: row.GetGuid(0), Invoice: row.Maybe<Guid>(1)), cancellationToken);
        return found is [var (client, invoice), ..] ? await BookAsync(transaction, gateway, notice, client, invoice, cancellationToken) : null;
    }

    /// <summary>Books a notice's money to a client, and first to the invoice that it names while that is owed.</summary>
    public async Task<Guid?> BookAsync(
        IWispTransaction transaction, Gateway gateway, GatewayNotice notice, Guid client, Guid? invoice, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        await Accounts.HoldAsync(connection, [client], cancellationToken);
        var isOwed = invoice is not null
            && await connection.Sql("select state = 'pending' from billing.invoice where id = $1", invoice).ValueAsync<bool>(cancellationToken);
        var (day, today) = (DateOnly.FromDateTime(await isp.LocalAsync(notice.PaidAt, cancellationToken)), await isp.TodayAsync(cancellationToken));
        var method = await connection.Sql("select id from billing.payment_method where code = 'gateway'").ValueAsync<Guid>(cancellationToken);
        var recorded = await record.RunAsync(transaction, new NewPayment(client, notice.Amount, day > today ? today : day, method)
        {
            Comment = Typed.Line($"{gateway.Name} · {notice.Transaction}"[..Math.Min(255, gateway.Name.Length + 3 + notice.Transaction.Length)]),
            GatewayId = gateway.Id,
            TransactionCode = notice.Transaction,
            To = isOwed ? PutTo.Chosen : PutTo.Oldest,
            Invoices = isOwed ? [invoice!.Value] : [],
        }, cancellationToken);
        return recorded.Id;
    }

    // Whoever tells of a transaction holds its row: of two at once, the second sees what the first did.
    private async Task<Stored> HoldAsync(NpgsqlConnection connection, Gateway gateway, GatewayNotice notice, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isNew = await connection.Sql(
            """
            insert into billing.gateway_notice (gateway_id, transaction_code, reference, amount, currency, paid_at, outcome, received_at, last_at)
            values ($1, $2, $3, $4, $5, $6, 'pending', $7, $7) on conflict (gateway_id, transaction_code) do nothing
            """, gateway.Id, notice.Transaction, notice.Reference, notice.Amount, notice.Currency, notice.PaidAt.ToUniversalTime(), now).RunAsync(cancellationToken) == 1;
        return (await connection.Sql(
            """
            with held as (
                update billing.gateway_notice set repeats = repeats + $3, last_at = $4 where gateway_id = $1 and transaction_code = $2 returning id, outcome, amount, payment_id)
            select h.id, h.outcome, h.amount, p.public_id from held h left join billing.payment p on p.id = h.payment_id
            """, gateway.Id, notice.Transaction, isNew ? 0 : 1, now)
            .ListAsync(row => new Stored(row.GetGuid(0), row.GetString(1), row.GetDecimal(2), row.Maybe<long>(3)), cancellationToken)).Single();
    }

    private static Task<int> SetAsync(
        NpgsqlConnection connection, Guid id, GatewayNotice notice, string outcome, string? problem, Guid? payment, CancellationToken cancellationToken) => connection.Sql(
        """
        update billing.gateway_notice
        set outcome = $2, problem = $3, payment_id = $4, reference = $5, amount = $6, currency = $7, paid_at = $8
        where id = $1
        """, id, outcome, problem.As(NpgsqlDbType.Text), payment.As(NpgsqlDbType.Uuid), notice.Reference, notice.Amount, notice.Currency, notice.PaidAt.ToUniversalTime())
        .RunAsync(cancellationToken);

    private static NoticeAnswer Refused(GatewayRefusal refusal, string message) => NoticeAnswer.Refused(400, refusal with { Message = message });

    // An enrolment counts while it is off too: money of a deactivated client is his (DEACT-07).
    private const string Owner =
        """
        select c.client_id, null::uuid, 0 as rank from billing.client_gateway c where c.gateway_id = $1 and c.external_id = $2
        union all
        select i.client_id, i.id, 1 from billing.invoice i where i.public_id = $3 and i.issued_on is not null
        order by rank limit 1
        """;
}
