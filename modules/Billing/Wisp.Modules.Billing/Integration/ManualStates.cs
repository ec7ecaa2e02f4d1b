using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>Clients whose switch "Estado automático" is off (FBIL-06).</summary>
[Feature]
internal sealed class ManualStates : IAutomaticStates
{
    public string ManualClients => "select b.client_id from billing.clients_v1 b where not b.automatic_state";
}
