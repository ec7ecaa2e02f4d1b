using System.Globalization;
using System.Text.RegularExpressions;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Account;

/// <summary>Whose accounts, invoices and payments the operator may see: of the clients that he may see, all, or those that he collects.</summary>
[Feature]
internal sealed partial class AccountScope(IDatabase<BillingDb> database, IClientScope clients, ICurrentOperator current)
{
    /// <summary>Condition on a client id over published views, and the values of its parameters, which follow those of the statement.</summary>
    /// <param name="client">The column of client ids.</param>
    /// <param name="after">How many parameters the statement has before.</param>
    /// <param name="permission">The permission whose scope counts.</param>
    public (string Condition, object?[] Values) Where(string client, int after = 0, string permission = BillingPermissions.ViewAccount) => Within(permission) is { } within
        ? ($"{client} in ({Parameter().Replace(within.Text, name => $"${int.Parse(name.ValueSpan[1..], CultureInfo.InvariantCulture) + after}")})", within.Values)
        : ("true", []);

    /// <summary>Whether they are all clients.</summary>
    public bool IsWhole(string permission) => Within(permission) is null;

    /// <summary>Whether a client is among them.</summary>
    public async Task<bool> CoversAsync(Guid client, CancellationToken cancellationToken, string permission = BillingPermissions.ViewAccount) => Within(permission) is not { } within
        || await database.Source.Sql(
            $"select exists (select from ({within.Text}) w (client_id) where w.client_id = ${within.Values.Length + 1})", [.. within.Values, client])
            .ValueAsync<bool>(cancellationToken);

    private ClientSql? Within(string permission) => clients.Within() ?? current.ScopeOf(permission) switch
    {
        PermissionScope.All => null,
        _ => new ClientSql("select o.client_id from clients.collected_v1 o where o.operator_id = $1", current.Id ?? Guid.Empty),
    };

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex Parameter();
}
