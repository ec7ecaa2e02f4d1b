using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features;

/// <summary>Which clients' contracts the operator may see: of the clients that he may see, all, or those that he collects.</summary>
[Feature]
internal sealed class ContractScope(IClientScope clients, ICurrentOperator current)
{
    /// <summary>A select of client ids with the parameter <c>$1</c>, or <c>null</c> when all may be seen.</summary>
    public ClientSql? Within() => clients.Within() ?? current.ScopeOf(NetworkPermissions.View) switch
    {
        PermissionScope.All => null,
        _ => new ClientSql("select o.client_id from clients.collected_v1 o where o.operator_id = $1", current.Id ?? Guid.Empty),
    };

    /// <summary>Condition on a client id, and the values of its parameters, which come first in the statement.</summary>
    public (string Condition, object?[] Values) Where(string client) =>
        Within() is { } within ? ($"{client} in ({within.Text})", within.Values) : ("true", []);
}
