using Wisp.Sdk;

namespace Wisp.Contracts.Network;

/// <summary>
/// A node is down. Who is hit: <c>network.contracts_v1</c> with its <c>node_id</c>, neither ended nor disabled. Outages, past ones too, stand in
/// <c>network.outages_v1(id uuid, node_id uuid, detected boolean, reason text or NULL, began_at timestamptz, ended_at timestamptz or NULL)</c>.
/// </summary>
/// <param name="OutageId">The outage.</param>
/// <param name="NodeId">The node.</param>
/// <param name="NodeName">Its name.</param>
/// <param name="Reason">What a person wrote, at most 300 characters; <c>null</c> when it was noticed by its sessions.</param>
/// <param name="At">Since when.</param>
[EventName("network.node-down")]
public sealed record NodeDown(Guid OutageId, Guid NodeId, string NodeName, string? Reason, DateTimeOffset At);

/// <summary>A node that was down is up again.</summary>
/// <param name="OutageId">The outage.</param>
/// <param name="NodeId">The node.</param>
/// <param name="NodeName">Its name.</param>
/// <param name="At">Since when.</param>
[EventName("network.node-up")]
public sealed record NodeUp(Guid OutageId, Guid NodeId, string NodeName, DateTimeOffset At);
