using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Vouchers;

internal static class VoucherState
{
    public const string Waiting = "waiting", Confirmed = "confirmed", Refused = "refused";
}

/// <summary>A payment that a subscriber told of.</summary>
/// <param name="Booked">What was recorded of it, or <c>null</c>.</param>
internal sealed record Voucher(
    Guid Id, Guid ClientId, decimal Amount, DateOnly PaidOn, Guid MethodId, string? Reference, Guid? FileId, string State, DateTimeOffset ToldAt,
    DateTimeOffset? AnsweredAt, string? AnsweredBy, string? Reason, decimal? Booked, Guid? PaymentId, string? ClientName = null)
{
    public const string Columns =
        "v.id, v.client_id, v.amount, v.paid_on, v.method_id, v.reference, v.file_id, v.state, v.told_at, v.answered_at, v.answered_by, v.reason, v.booked, v.payment_id";

    public bool IsWaiting => State == VoucherState.Waiting;

    public static Voucher Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetDecimal(2), row.GetFieldValue<DateOnly>(3), row.GetGuid(4), row.Text(5), row.Maybe<Guid>(6), row.GetString(7),
        row.GetFieldValue<DateTimeOffset>(8), row.Maybe<DateTimeOffset>(9), row.Text(10), row.Text(11), row.Maybe<decimal>(12), row.Maybe<Guid>(13));
}
