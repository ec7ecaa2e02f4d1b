using Wisp.Sdk;

namespace Wisp.Contracts.Billing;

/// <summary>How a subscriber pays: links of gateways, and money that he says he sent and an operator confirms.</summary>
public interface ISubscriberPayments
{
    /// <summary>
    /// Links by which the client can pay at the gateways that he is enrolled with and that are open. It may ask services over the network; one that
    /// fails is logged and left out.
    /// </summary>
    /// <param name="clientId">The client.</param>
    /// <param name="invoiceId">One of his invoices, to have links for it beside the permanent ones; <c>null</c> for the permanent ones alone. One that is not his, or not owed, has none.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The links, by the gateways' names; empty of a deactivated client.</returns>
    Task<IReadOnlyList<SubscriberPayLink>> LinksAsync(Guid clientId, Guid? invoiceId, CancellationToken cancellationToken = default);

    /// <summary>The payment methods that are in use, cash first, with names in the reader's language.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The methods.</returns>
    Task<IReadOnlyList<SubscriberPaymentMethod>> MethodsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Records a payment as an operator does by hand: it pays what is due first, re-enables contracts, and the client gets his receipt by mail if he
    /// wants it. Runs in the module's own role and leaves the caller's as it was. The caller commits only without problems; with one the transaction may be of no more use.
    /// </summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The payment, or what is wrong.</returns>
    Task<SubscriberRecorded> RecordAsync(IWispTransaction transaction, SubscriberPayment payment, CancellationToken cancellationToken = default);
}

/// <summary>A link to a gateway.</summary>
/// <param name="Gateway">What people call it.</param>
/// <param name="InvoiceId">The invoice that it pays, or <c>null</c> of a permanent link, which takes any amount.</param>
/// <param name="Link">Absolute and <c>https</c>.</param>
public sealed record SubscriberPayLink(string Gateway, Guid? InvoiceId, Uri Link);

/// <summary>A payment method.</summary>
/// <param name="Id">The method.</param>
/// <param name="Name">In the reader's language.</param>
/// <param name="NeedsReference">Whether a payment by it must have a reference.</param>
public sealed record SubscriberPaymentMethod(Guid Id, string Name, bool NeedsReference);

/// <summary>Money of a client that came in.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Amount">Above 0, at most 999,999,999,999.99, two decimals.</param>
/// <param name="PaidOn">Its date, not after today in the ISP's time zone.</param>
/// <param name="MethodId">One of <see cref="ISubscriberPayments.MethodsAsync"/>, or <c>null</c> for the client's usual one, else cash.</param>
/// <param name="Reference">At most 255 characters on one line, or <c>null</c>; no two payments that stand have the same reference by the same method.</param>
/// <param name="Key">Makes it once: recorded again under the same key, nothing is done and the first payment is the answer.</param>
public sealed record SubscriberPayment(Guid ClientId, decimal Amount, DateOnly PaidOn, Guid? MethodId, string? Reference, Guid Key);

/// <summary>What came of recording a payment.</summary>
/// <param name="PaymentId">The payment, or <c>null</c> when something is wrong.</param>
/// <param name="Problems">What is wrong, by <c>Amount</c>, <c>PaidOn</c>, <c>MethodId</c>, <c>Reference</c> or no field.</param>
public sealed record SubscriberRecorded(Guid? PaymentId, IReadOnlyList<SubscriberProblem> Problems);

/// <summary>Why something was not done.</summary>
/// <param name="Field">The field that is wrong, named as the argument or property that brought it; empty when it is none alone.</param>
/// <param name="Message">One sentence with the value and the rule, in the reader's language.</param>
public sealed record SubscriberProblem(string Field, string Message);
