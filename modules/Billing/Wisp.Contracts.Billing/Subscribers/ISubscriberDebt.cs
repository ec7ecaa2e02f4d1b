using Wisp.Sdk;

namespace Wisp.Contracts.Billing;

/// <summary>Why a subscriber's contracts are alerted or cut, and promises by which he gets service until he pays.</summary>
public interface ISubscriberDebt
{
    /// <summary>Answers "why am I cut?" for each contract of the client that is alerted or disabled and has not ended.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The answers, by contract number; empty when all are in service.</returns>
    Task<IReadOnlyList<SubscriberCut>> WhyAsync(Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>Whether the client can promise to pay for a contract, and until when.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="contractId">One of his contracts.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The terms, or <c>null</c> when he has no such contract.</returns>
    Task<SubscriberPromiseTerms?> PromiseTermsAsync(Guid clientId, Guid contractId, CancellationToken cancellationToken = default);

    /// <summary>The same for several contracts, in one question.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="contractIds">Contracts of his.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The terms by contract; those that are not his are left out.</returns>
    Task<IReadOnlyDictionary<Guid, SubscriberPromiseTerms>> PromiseTermsAsync(Guid clientId, IReadOnlyCollection<Guid> contractIds, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a contract that was cut in service again until the end of a day. If it still owes then, it is cut again. Runs in the module's own role and
    /// leaves the caller's as it was. The caller commits only without problems.
    /// </summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="contractId">One of his contracts.</param>
    /// <param name="until">Within <see cref="SubscriberPromiseTerms"/>.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>What is wrong: field <c>Until</c> or none; empty when it was made.</returns>
    Task<IReadOnlyList<SubscriberProblem>> PromiseAsync(
        IWispTransaction transaction, Guid clientId, Guid contractId, DateOnly until, CancellationToken cancellationToken = default);
}

/// <summary>Why a contract is not simply in service.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="PublicId">Its number.</param>
/// <param name="IsCut"><c>true</c> when it is disabled, <c>false</c> when it is alerted.</param>
/// <param name="Sentences">Why, in the reader's language, at least one; then, what he was told before and when.</param>
/// <param name="Since">Since when.</param>
/// <param name="Invoices">
/// What of it is overdue, the oldest due first; where the ISP counts the debt of all contracts together, that of his other contracts too.
/// </param>
/// <param name="PayingReenables">Whether paying all of those puts it in service by itself. <c>false</c> when there are none, a person disabled it or its states are not automatic.</param>
public sealed record SubscriberCut(
    Guid ContractId, long PublicId, bool IsCut, IReadOnlyList<string> Sentences, DateTimeOffset Since, IReadOnlyList<SubscriberCutInvoice> Invoices, bool PayingReenables);

/// <summary>An invoice that keeps a contract from service.</summary>
/// <param name="Id">The invoice.</param>
/// <param name="Number">As people read it.</param>
/// <param name="DueOn">Its first due date.</param>
/// <param name="Balance">What is unpaid of it, above 0.</param>
public sealed record SubscriberCutInvoice(Guid Id, string Number, DateOnly DueOn, decimal Balance);

/// <summary>What a client can promise about a contract.</summary>
/// <param name="IsPossible">Whether he can promise now.</param>
/// <param name="Why">Why he cannot, one sentence in the reader's language; <c>null</c> when he can.</param>
/// <param name="Earliest">The first day that can be promised: today, in the ISP's time zone.</param>
/// <param name="Latest">The last day that can be promised.</param>
/// <param name="OpenUntil">Until when an open promise runs, or <c>null</c> without one.</param>
public sealed record SubscriberPromiseTerms(bool IsPossible, string? Why, DateOnly Earliest, DateOnly Latest, DateOnly? OpenUntil);
