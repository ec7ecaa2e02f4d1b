using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Payments;

internal sealed record PaymentView(
    Guid Id, long Number, Guid ClientId, string ShownId, string Client, string State, decimal Amount, decimal Credit, DateOnly Day, string Method, string? Reference,
    string? Comment, string? Collector, string Actor, DateTimeOffset At, string? VoidReason);

/// <param name="IsUndone">It was taken back with the payment.</param>
internal sealed record PaymentShare(Guid? InvoiceId, string? Paper, decimal Amount, bool IsUndone);

/// <param name="Operator">Only payments that this operator recorded.</param>
internal sealed record PaymentFilter(DateOnly From, DateOnly To, Guid? Operator = null, Guid? CollectorId = null);

/// <summary>Payments of a day's sheet, their sum by method, and how many more there are.</summary>
internal sealed record PaymentSheet(IReadOnlyList<PaymentView> Payments, IReadOnlyList<(string Method, long Count, decimal Amount)> Sums, long Count, decimal Amount);

[Feature]
internal sealed class ReadPayment(IDatabase<BillingDb> database, PaymentChoices choices, AccountScope scope)
{
    public const int RowLimit = 500;

    public async Task<PaymentView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("p.client_id", after: 1);
        return (await database.Source.Sql($"{Select} where p.id = $1 and {within}", [id, .. values]).ListAsync(Read, cancellationToken)).SingleOrDefault();
    }

    /// <summary>A payment of a client, for himself.</summary>
    public async Task<PaymentView?> OfClientAsync(Guid client, Guid id, CancellationToken cancellationToken) => (await database.Source.Sql(
        $"{Select} where p.id = $1 and p.client_id = $2", id, client).ListAsync(Read, cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<PaymentShare>> SharesAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Source.Sql(Shares, id).ListAsync(ReadShare, cancellationToken);

    /// <summary>A payment as its receipt says it, whoever asks, in the transaction that makes it.</summary>
    public async Task<(PaymentView Payment, IReadOnlyList<PaymentShare> Shares)> WithinAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) => (
        (await connection.Sql($"{Select} where p.id = $1", id).ListAsync(Read, cancellationToken)).Single(),
        await connection.Sql(Shares, id).ListAsync(ReadShare, cancellationToken));

    /// <summary>Payments of some days: a collector's daily sheet, or the office's.</summary>
    public async Task<PaymentSheet> SheetAsync(PaymentFilter filter, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("p.client_id", after: 4);
        var where = $"""
            p.payment_date between $1 and $2 and p.state = 'success' and ($3::uuid is null or p.operator_id = $3) and ($4::uuid is null or p.collector_id = $4) and {within}
            """;
        object?[] Parameters() =>
            [filter.From, filter.To, filter.Operator.As(NpgsqlDbType.Uuid), filter.CollectorId.As(NpgsqlDbType.Uuid), .. values];
        var sums = await database.Source.Sql(
            $"""
            select m.code, m.name::text, count(*), sum(p.amount)
            from billing.payment p join billing.payment_method m on m.id = p.method_id
            where {where} group by m.id order by sum(p.amount) desc
            """, Parameters()).ListAsync(row => (choices.NameOf(row.Text(0), row.Text(1)), row.GetInt64(2), row.GetDecimal(3)), cancellationToken);
        var payments = await database.Source.Sql($"{Select} where {where} order by p.payment_date desc, p.public_id desc limit {RowLimit}", Parameters()).ListAsync(Read, cancellationToken);
        return new PaymentSheet(payments, sums, sums.Sum(sum => sum.Item2), sums.Sum(sum => sum.Item3));
    }

    private const string Select =
        """
        select p.id, p.public_id, p.client_id, k.shown_id, k.name, p.state, p.amount, p.credit_amount, p.payment_date, m.code, m.name::text, p.reference::text,
               p.comment::text, o.name, p.actor, p.created_at, p.void_reason::text
        from billing.payment p
        join billing.payment_method m on m.id = p.method_id
        join clients.clients_v1 k on k.id = p.client_id
        left join clients.collectors_v1 o on o.id = p.collector_id
        """;

    private const string Shares =
        $"""
        select l.invoice_id, {PaperSql.Invoice}, l.amount, l.undone_at is not null
        from billing.allocation l
        left join billing.invoice i on i.id = l.invoice_id
        left join billing.point_of_sale s on s.id = i.point_of_sale_id
        where l.payment_id = $1 order by l.at, i.first_due_date, i.number
        """;

    private static PaymentShare ReadShare(NpgsqlDataReader row) => new(row.Maybe<Guid>(0), row.Text(1), row.GetDecimal(2), row.GetBoolean(3));

    private PaymentView Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetDecimal(6), row.GetDecimal(7),
        row.GetFieldValue<DateOnly>(8), choices.NameOf(row.Text(9), row.Text(10)), row.Text(11), row.Text(12), row.Text(13), row.GetString(14),
        row.GetFieldValue<DateTimeOffset>(15), row.Text(16));
}
