using System.Globalization;
using System.Text.RegularExpressions;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features;

/// <summary>Whose rows the operator may see: of the clients that he may see, and of those alone that he collects where the permission reaches no further.</summary>
[Feature]
internal sealed partial class PortalScope(IClientScope clients, ICurrentOperator current)
{
    /// <summary>Condition on a column of client ids over published views, and its values.</summary>
    /// <param name="client">The column.</param>
    /// <param name="after">How many parameters the statement has before.</param>
    /// <param name="permission">The permission whose scope counts.</param>
    public (string Condition, object?[] Values) Where(string client, int after, string permission) => Within(permission) is { } within
        ? ($"{client} in ({Parameter().Replace(within.Text, name => $"${int.Parse(name.ValueSpan[1..], CultureInfo.InvariantCulture) + after}")})", within.Values)
        : ("true", []);

    /// <summary>Whether they are all clients.</summary>
    public bool IsWhole(string permission) => Within(permission) is null;

    private ClientSql? Within(string permission) => clients.Within() ?? current.ScopeOf(permission) switch
    {
        PermissionScope.All => null,
        _ => new ClientSql("select o.client_id from clients.collected_v1 o where o.operator_id = $1", current.Id ?? Guid.Empty),
    };

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex Parameter();
}
