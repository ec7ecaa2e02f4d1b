namespace Wisp.Contracts.Billing;

/// <summary>What a subscriber will be billed.</summary>
public interface ISubscriberCharges
{
    /// <summary>What the next automatic invoice of a contract would be, as things stand, by the statement that bills.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="contractId">One of his contracts.</param>
    /// <param name="planId">As if it had this plan from then on; <c>null</c> for its own, or the next one where that begins before.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>
    /// The invoice, or <c>null</c> when none would be made: he has no such contract, there is no such plan, billing is off for him, the contract ends before, it has been out of
    /// service, there is nothing to charge, or his billing data keep it from being billed.
    /// </returns>
    Task<SubscriberNextInvoice?> NextInvoiceAsync(Guid clientId, Guid contractId, Guid? planId, CancellationToken cancellationToken = default);
}

/// <summary>An invoice that is not made yet.</summary>
/// <param name="IssuesOn">The day on which it would be issued, in the ISP's time zone: today or later.</param>
/// <param name="From">First day that it would cover.</param>
/// <param name="To">Last day that it would cover.</param>
/// <param name="Lines">Its lines, in the order of the paper.</param>
/// <param name="Taxes">Its taxes, in the order of the paper.</param>
/// <param name="Total">With taxes, above 0.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record SubscriberNextInvoice(
    DateOnly IssuesOn, DateOnly From, DateOnly To, IReadOnlyList<SubscriberLine> Lines, IReadOnlyList<SubscriberTax> Taxes, decimal Total, string Currency);
