using Wisp.Sdk;

namespace Wisp.Contracts.Billing;

/// <summary>Whom Billing writes to about a client, beside his main e-mail, which Clients keeps.</summary>
public interface ISubscriberMail
{
    /// <summary>How the client is written to.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What is stored, or <c>null</c> while billing is off for him: then there is nothing to change.</returns>
    Task<SubscriberMailChoice?> FindAsync(Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>The same, and keeps others from changing it until the caller's transaction ends.</summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What is stored, or <c>null</c> while billing is off for him.</returns>
    Task<SubscriberMailChoice?> LockAsync(IWispTransaction transaction, Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes it, by the rules of the client's form; audited like every change. Runs in the module's own role and leaves the caller's as it was. The caller
    /// commits only without problems.
    /// </summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="choice">What is wanted.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>What is wrong: field <c>NotifyEmails</c> or none; empty when it was saved.</returns>
    Task<IReadOnlyList<SubscriberProblem>> SaveAsync(
        IWispTransaction transaction, Guid clientId, SubscriberMailChoice choice, CancellationToken cancellationToken = default);
}

/// <summary>How a client is written to.</summary>
/// <param name="NotifyEmails">
/// Other addresses that get invoices, with commas between them and no other separator, or <c>null</c>. Blanks around an address do not matter; one that stands twice is kept once.
/// </param>
/// <param name="EmailOnInvoice">Whether invoices and notices of their due dates are mailed.</param>
/// <param name="EmailOnPayment">Whether receipts are mailed.</param>
public sealed record SubscriberMailChoice(string? NotifyEmails, bool EmailOnInvoice, bool EmailOnPayment);
