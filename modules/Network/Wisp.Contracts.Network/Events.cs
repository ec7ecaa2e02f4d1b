using Wisp.Sdk;

namespace Wisp.Contracts.Network;

/// <summary>States of contracts changed, all by one action. An action on many contracts tells them in several events.</summary>
/// <param name="Changes">At most 1,000 changes; a contract stands in an event once.</param>
[EventName("network.states-changed")]
public sealed record ContractStatesChanged(IReadOnlyList<ContractStateChange> Changes);

/// <summary>A contract's state changed, or who holds it: then <paramref name="From"/> equals <paramref name="To"/>.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="ClientId">Whose it is.</param>
/// <param name="From">State before.</param>
/// <param name="To">State after.</param>
/// <param name="Origin">Who made the change.</param>
/// <param name="Reason">Why, as people read it; at most <see cref="ContractStateRequest.ReasonLimit"/> characters.</param>
/// <param name="At">When.</param>
public sealed record ContractStateChange(
    Guid ContractId, Guid ClientId, ContractState From, ContractState To, ContractStateOrigin Origin, string Reason, DateTimeOffset At);
