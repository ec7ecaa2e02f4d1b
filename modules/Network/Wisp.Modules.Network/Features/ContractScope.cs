using System.Globalization;
using System.Text.RegularExpressions;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features;

/// <summary>Which clients' contracts the operator may see: of the clients that he may see, all, or those that he collects.</summary>
[Feature]
internal sealed partial class ContractScope(IDatabase<NetworkDb> database, IClientScope clients, ICurrentOperator current)
{
    /// <summary>Condition on a client id over published views, and the values of its parameters, which follow those of the statement.</summary>
    /// <param name="client">The column of client ids.</param>
    /// <param name="after">How many parameters the statement has before.</param>
    public (string Condition, object?[] Values) Where(string client, int after = 0) => Within() is { } within
        ? ($"{client} in ({Parameter().Replace(within.Text, name => $"${int.Parse(name.ValueSpan[1..], CultureInfo.InvariantCulture) + after}")})", within.Values)
        : ("true", []);

    /// <summary>The clients with a contract <c>c</c> that the operator may see and of which the condition is true.</summary>
    public ClientSql ClientsWith(string condition, params object?[] values)
    {
        var (within, more) = Where("c.client_id", values.Length);
        return new ClientSql($"select c.client_id from network.contracts_v1 c where ({condition}) and {within}", [.. values, .. more]);
    }

    /// <summary>Whether the operator may see the contracts of a client.</summary>
    public async Task<bool> CoversAsync(Guid client, CancellationToken cancellationToken) => Within() is not { } within
        || await database.Source.Sql(
            $"select exists (select from ({within.Text}) w (client_id) where w.client_id = ${within.Values.Length + 1})", [.. within.Values, client])
            .ValueAsync<bool>(cancellationToken);

    private ClientSql? Within() => clients.Within() ?? current.ScopeOf(NetworkPermissions.View) switch
    {
        PermissionScope.All => null,
        _ => new ClientSql("select o.client_id from clients.collected_v1 o where o.operator_id = $1", current.Id ?? Guid.Empty),
    };

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex Parameter();
}
