using Npgsql;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Notices;

internal sealed record NoticeView(
    Guid Id, Guid GatewayId, string Gateway, string Transaction, string Reference, decimal Amount, string Currency, DateTimeOffset PaidAt, string Outcome, string? Problem,
    Guid? PaymentId, long? Payment, Guid? ClientId, string? Client, DateTimeOffset ReceivedAt, int Repeats, string? HandledBy, DateTimeOffset? HandledAt, string? Reason);

/// <summary>Lists what gateways told: first of all the money that names nobody.</summary>
[Feature]
internal sealed class ReadNotices(IDatabase<BillingDb> database)
{
    public const int RowLimit = 200;

    public static readonly IReadOnlyList<string> Outcomes = ["unmatched", "refused", "paid", "pending", "failed", "dismissed"];

    private const string Select =
        """
        select n.id, n.gateway_id, g.name::text, n.transaction_code, n.reference, n.amount, n.currency, n.paid_at, n.outcome, n.problem, n.payment_id, p.public_id,
               k.id, k.name, n.received_at, n.repeats, n.handled_by, n.handled_at, n.reason::text
        from billing.gateway_notice n
        join billing.gateway g on g.id = n.gateway_id
        left join billing.payment p on p.id = n.payment_id
        left join clients.clients_v1 k on k.id = p.client_id
        """;

    public Task<List<NoticeView>> ListAsync(string outcome, CancellationToken cancellationToken) => database.Source.Sql(
        $"{Select} where n.outcome = $1 order by n.received_at desc, n.id limit {RowLimit}", outcome).ListAsync(Read, cancellationToken);

    public async Task<NoticeView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql($"{Select} where n.id = $1", id).ListAsync(Read, cancellationToken)).SingleOrDefault();

    private static NoticeView Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetDecimal(5), row.GetString(6), row.GetFieldValue<DateTimeOffset>(7),
        row.GetString(8), row.Text(9), row.Maybe<Guid>(10), row.Maybe<long>(11), row.Maybe<Guid>(12), row.Text(13), row.GetFieldValue<DateTimeOffset>(14), row.GetInt32(15),
        row.Text(16), row.Maybe<DateTimeOffset>(17), row.Text(18));
}
