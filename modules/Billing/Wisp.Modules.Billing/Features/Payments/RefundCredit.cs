using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Payments;

/// <summary>Gives free credit back, the oldest money first; never more than there is.</summary>
[Feature]
internal sealed class RefundCredit(IDatabase<BillingDb> database, IIsp isp, IActorAccessor actor, TimeProvider clock)
{
    /// <param name="key">Made with the form: the same form sent twice is one refund.</param>
    /// <param name="client">Whose credit.</param>
    /// <param name="typedAmount">How much.</param>
    /// <param name="method">How it is given back.</param>
    /// <param name="typedReason">Why.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task<IReadOnlyList<Problem>> RunAsync(Guid key, Guid client, string? typedAmount, Guid? method, string? typedReason, CancellationToken cancellationToken)
    {
        var (amount, reason) = (Typed.Money(typedAmount), Typed.Line(typedReason));
        List<Problem> problems = [];
        if (amount is null or 0) problems.Add(new("Amount", "amount.invalid", typedAmount ?? ""));
        if (method is null || !await database.Source.Sql("select exists (select from billing.payment_method where id = $1 and archived_at is null)", method).ValueAsync<bool>(cancellationToken))
            problems.Add(new("MethodId", "method.missing"));
        if (reason is null) problems.Add(new("Reason", "reason.missing"));
        else if (reason.Length > 255) problems.Add(new("Reason", "text.long", reason.Length, 255));
        if (problems.Count > 0) return problems;

        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        await Accounts.HoldAsync(connection, [client], cancellationToken);
        if (await connection.Sql("select client_id from billing.refund where id = $1", key).ValueAsync<Guid?>(cancellationToken) is { } owner)
            return owner == client ? [] : [Problem.Stale];
        var free = await connection.Sql("select credit from billing.account where client_id = $1", client).ValueAsync<decimal>(cancellationToken);
        if (amount > free) return [new("Amount", "refund.more", amount, free)];
        await connection.Sql(
            Statement, client, amount, await isp.TodayAsync(cancellationToken), clock.GetUtcNow(), method.As(NpgsqlDbType.Uuid), reason, actor.Current.Name, key)
            .RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    private const string Statement =
        """
        with made as (
            insert into billing.refund (id, client_id, amount, refunded_on, method_id, reason, actor, created_at) values ($8, $1, $2, $3, $5, $6, $7, $4)),
        money as (
            select s.*, sum(s.free) over w - s.free as from_sum, sum(s.free) over w as to_sum
            from (
                select id as payment_id, null::uuid as credit_note_id, credit_amount as free, payment_date as day, created_at as at, id
                from billing.payment where client_id = $1 and credit_amount > 0
                union all
                select null, id, credit_amount, issued_on, issued_at, id from billing.credit_note where client_id = $1 and credit_amount > 0) s
            window w as (order by s.day, s.at, s.id)),
        taken as materialized (
            select payment_id, credit_note_id, least(to_sum, $2) - from_sum as amount from money where from_sum < $2),
        told as (
            insert into billing.allocation (client_id, payment_id, credit_note_id, refund_id, amount, at)
            select $1, payment_id, credit_note_id, $8, amount, $4 from taken),
        spent as (
            update billing.payment p set credit_amount = p.credit_amount - t.amount from taken t where p.id = t.payment_id),
        noted as (
            update billing.credit_note n set credit_amount = n.credit_amount - t.amount from taken t where n.id = t.credit_note_id),
        booked as (
            update billing.account set balance = balance - $2, credit = credit - $2 where client_id = $1 returning balance)
        insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, refund_id, note, actor)
        select $1, 'refund', -$2, balance, $3, $4, $8, $6, $7 from booked
        """;
}
