using Wisp.Sdk;

namespace Wisp.Contracts.Portal;

/// <summary>An operator confirmed or refused a payment that a subscriber had told of.</summary>
/// <param name="VoucherId">The voucher; its page is <c>/portal/vouchers</c>.</param>
/// <param name="ClientId">The subscriber.</param>
/// <param name="Amount">What he told of, in the ISP's currency; of a confirmed one what was recorded.</param>
/// <param name="PaidOn">The day of the payment.</param>
/// <param name="PaymentId">The payment that was recorded, or <c>null</c> when it was refused.</param>
/// <param name="Reason">Why it was refused, as the operator wrote it; <c>null</c> when it was confirmed.</param>
/// <param name="At">When.</param>
[EventName("portal.voucher-answered")]
public sealed record VoucherAnswered(Guid VoucherId, Guid ClientId, decimal Amount, DateOnly PaidOn, Guid? PaymentId, string? Reason, DateTimeOffset At);

/// <summary>An operator accepted or refused what a subscriber had asked for: another plan, or other data of his own.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="ClientId">The subscriber.</param>
/// <param name="Reason">Why it was refused, as the operator wrote it; <c>null</c> when it was accepted.</param>
/// <param name="At">When.</param>
[EventName("portal.request-answered")]
public sealed record RequestAnswered(Guid RequestId, Guid ClientId, string? Reason, DateTimeOffset At);
