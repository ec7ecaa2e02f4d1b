using Wisp.Sdk;

namespace Wisp.Contracts.Network;

/// <summary>
/// The one way to change states of contracts. It keeps the rules: the system (and a gateway) acts only for clients whose state is automatic,
/// leaves alone what a person or the API disabled, and honours the grace that a person gives by enabling a contract that owes; a contract
/// that has ended and one of a deactivated client are enabled by nobody.
/// </summary>
public interface IContractStates
{
    /// <summary>
    /// Requests one state for many contracts, in one statement that also writes their histories and publishes
    /// <see cref="ContractStatesChanged"/>. Runs in the module's own role and leaves the
    /// caller's as it was.
    /// </summary>
    /// <param name="transaction">The caller's transaction; the changes go back with it.</param>
    /// <param name="request">What is wanted and why.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>How many changed, and which did not with the rule that kept them.</returns>
    /// <exception cref="ArgumentException">The reason is blank or longer than <see cref="ContractStateRequest.ReasonLimit"/>, or a contract stands in it twice.</exception>
    Task<ContractStateResult> RequestAsync(
        IWispTransaction transaction, ContractStateRequest request, CancellationToken cancellationToken = default);
}

/// <summary>A state wanted for some contracts.</summary>
/// <param name="To">The state.</param>
/// <param name="Origin">Who wants it.</param>
/// <param name="Reason">Why, as people read it; at most <see cref="ReasonLimit"/> characters.</param>
/// <param name="Contracts">The contracts, each once.</param>
public sealed record ContractStateRequest(
    ContractState To, ContractStateOrigin Origin, string Reason, IReadOnlyCollection<ContractStateCause> Contracts)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLimit = 200;
}

/// <summary>A contract and what causes the change of its state.</summary>
/// <param name="ContractId">The contract.</param>
public sealed record ContractStateCause(Guid ContractId)
{
    /// <summary>The invoices that cause it; stored with the change.</summary>
    public IReadOnlyCollection<Guid> InvoiceIds { get; init; } = [];

    /// <summary>
    /// The latest first due date among those invoices, or <c>null</c> without any. The system does not alert or disable for invoices that were
    /// due before the day on which a person enabled the contract.
    /// </summary>
    public DateOnly? LastDueOn { get; init; }
}

/// <summary>What came of a request.</summary>
/// <param name="Changed">The number of contracts that changed.</param>
/// <param name="Kept">The others, in no order; those that were as wanted already too.</param>
public sealed record ContractStateResult(int Changed, IReadOnlyList<ContractStateKept> Kept);

/// <summary>A contract that stayed as it was.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Rule">Why.</param>
public sealed record ContractStateKept(Guid ContractId, ContractStateRule Rule);

/// <summary>Why a contract's state stays.</summary>
public enum ContractStateRule
{
    /// <summary>There is no such contract.</summary>
    Unknown,

    /// <summary>It was as wanted already.</summary>
    Same,

    /// <summary>It has ended: it stays disabled until its end date changes (SM-C7).</summary>
    Ended,

    /// <summary>Its client is deactivated.</summary>
    ClientDeactivated,

    /// <summary>Its client's state is not automatic (SM-C1).</summary>
    NotAutomatic,

    /// <summary>A person or the API disabled it, and the system does not undo that (SM-C2).</summary>
    HeldByPerson,

    /// <summary>A person enabled it after those invoices were due (SM-C3).</summary>
    Grace,
}
