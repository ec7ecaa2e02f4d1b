using Wisp.Contracts.Network;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ChangeState;

/// <summary>A person sets a contract's state (SM-C3).</summary>
[Feature]
internal sealed class ChangeState(IDatabase<NetworkDb> database, IContractStates states)
{
    /// <returns>What kept the state as it is, or <c>null</c> when it changed.</returns>
    public async Task<Problem?> RunAsync(Guid id, string? to, string? typedReason, CancellationToken cancellationToken)
    {
        if (to is null || !ShownState.Settable.Contains(to)) return new("State", "state.missing");
        if (Typed.Line(typedReason) is not { } reason) return new("Reason", "state-reason.missing");
        if (reason.Length > ContractStateRequest.ReasonLimit) return new("Reason", "state-reason.long", reason.Length, ContractStateRequest.ReasonLimit);

        await using var transaction = await database.BeginAsync(cancellationToken);
        var wanted = Enum.Parse<ContractState>(to, ignoreCase: true);
        var result = await states.RequestAsync(
            transaction, new ContractStateRequest(wanted, ContractStateOrigin.Operator, reason, [new ContractStateCause(id)]), cancellationToken);
        if (result.Kept is [var kept]) return new("State", $"kept.{kept.Rule}");
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
