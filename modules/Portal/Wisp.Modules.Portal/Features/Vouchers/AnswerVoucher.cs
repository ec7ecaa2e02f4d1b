using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Vouchers;

/// <summary>What an operator confirms, which may differ from what was told.</summary>
internal sealed class ConfirmInput
{
    public string? Amount { get; set; }

    public string? Day { get; set; }

    public Guid? Method { get; set; }

    public string? Reference { get; set; }

    public string? Reason { get; set; }
}

/// <summary>What came of an answer.</summary>
/// <param name="WasAnswered">Somebody else answered before.</param>
/// <param name="Keyed">What is wrong, by keys of texts.</param>
/// <param name="Said">What is wrong, as Billing says it.</param>
internal sealed record Answered(bool WasAnswered, IReadOnlyList<Problem> Keyed, IReadOnlyList<SubscriberProblem> Said)
{
    public static Answered Done { get; } = new(false, [], []);

    public static Answered Before { get; } = new(true, [], []);
}

/// <summary>An operator confirms or refuses a voucher: of two at once, one. The payment is recorded with the answer or not at all.</summary>
[Feature]
internal sealed class AnswerVoucher(IDatabase<PortalDb> database, ISubscriberPayments payments, IEvents events, ICurrentOperator current, TimeProvider clock)
{
    public const int LongestReason = 500;

    public async Task<Answered> ConfirmAsync(Voucher voucher, ConfirmInput input, CancellationToken cancellationToken)
    {
        var (amount, day) = (Typed.Money(input.Amount), Typed.Day(input.Day));
        List<Problem> wrong = [];
        if (amount is not > 0) wrong.Add(new("Amount", "voucher.amount-wrong", input.Amount ?? ""));
        if (day is null) wrong.Add(new("Day", "voucher.day-wrong", input.Day ?? ""));
        if (wrong.Count > 0) return new(false, wrong, []);
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (!await TakeAsync(transaction, voucher.Id, cancellationToken)) return Answered.Before;
        var recorded = await payments.RecordAsync(
            transaction, new SubscriberPayment(voucher.ClientId, amount!.Value, day!.Value, input.Method, Typed.Line(input.Reference), voucher.Id), cancellationToken);
        if (recorded.PaymentId is not { } payment) return new(false, [], recorded.Problems);
        await AnswerAsync(transaction, voucher, VoucherState.Confirmed, reason: null, amount, payment, cancellationToken);
        await events.PublishAsync(
            transaction.Connection, new VoucherAnswered(voucher.Id, voucher.ClientId, amount.Value, day.Value, payment, null, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Answered.Done;
    }

    public async Task<Answered> RefuseAsync(Voucher voucher, string? reason, CancellationToken cancellationToken)
    {
        if (Typed.Line(reason) is not { Length: <= LongestReason } why) return new(false, [new("Reason", "answer.reason-length", LongestReason)], []);
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (!await TakeAsync(transaction, voucher.Id, cancellationToken)) return Answered.Before;
        await AnswerAsync(transaction, voucher, VoucherState.Refused, why, booked: null, payment: null, cancellationToken);
        await events.PublishAsync(
            transaction.Connection, new VoucherAnswered(voucher.Id, voucher.ClientId, voucher.Amount, voucher.PaidOn, null, why, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Answered.Done;
    }

    private static async Task<bool> TakeAsync(IWispTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        await transaction.Connection.Sql("select state from portal.voucher where id = $1 for update", id).ValueAsync<string>(cancellationToken) == VoucherState.Waiting;

    private Task<int> AnswerAsync(
        IWispTransaction transaction, Voucher voucher, string state, string? reason, decimal? booked, Guid? payment, CancellationToken cancellationToken) =>
        transaction.Connection.Sql(
            "update portal.voucher set state = $2, reason = $3, booked = $4, payment_id = $5, answered_at = $6, answered_by = $7 where id = $1",
            voucher.Id, state, reason.As(NpgsqlDbType.Text), booked.As(NpgsqlDbType.Numeric), payment.As(NpgsqlDbType.Uuid), clock.GetUtcNow(), current.Name).RunAsync(cancellationToken);
}
