using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Domain;

namespace Wisp.Modules.Network.Features.ViewContract;

/// <summary>A contract with the names of what it hangs from.</summary>
internal sealed record ContractDetails(
    Contract Contract, ClientName Client, string Plan, string? NextPlan, string Server, string? Node, string State, string Origin)
{
    public string Shown => ShownState.Of(State, Origin);
}

/// <summary>A line of the history of states.</summary>
internal sealed record StateChangeLine(string From, string To, string Origin, string Reason, string Actor, DateTimeOffset At)
{
    public string Shown => ShownState.Of(To, Origin);
}
