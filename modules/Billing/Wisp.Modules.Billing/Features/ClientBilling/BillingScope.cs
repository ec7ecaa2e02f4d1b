using System.Globalization;
using System.Text.RegularExpressions;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>Of which clients the operator may see how they are billed: of those that he may see, all, or those that he collects.</summary>
[Feature]
internal sealed partial class BillingScope(IDatabase<BillingDb> database, IClientScope clients, ICurrentOperator current)
{
    /// <summary>Condition on a client id over published views, and the values of its parameters, which follow those of the statement.</summary>
    /// <param name="client">The column of client ids.</param>
    /// <param name="after">How many parameters the statement has before.</param>
    public (string Condition, object?[] Values) Where(string client, int after = 0) => Within() is { } within
        ? ($"{client} in ({Parameter().Replace(within.Text, name => $"${int.Parse(name.ValueSpan[1..], CultureInfo.InvariantCulture) + after}")})", within.Values)
        : ("true", []);

    /// <summary>Clients of whom a condition over <c>b</c>, their row of <c>billing.clients_v1</c>, is true; who was never billed has none.</summary>
    public ClientSql ClientsWith(string condition, params object?[] values)
    {
        var (within, more) = Where("b.client_id", values.Length);
        return new ClientSql($"select b.client_id from billing.clients_v1 b where ({condition}) and {within}", [.. values, .. more]);
    }

    /// <summary>The others: those of whom it is not true, who were never billed among them.</summary>
    public ClientSql ClientsWithout(string condition, params object?[] values)
    {
        var (within, more) = Where("k.id", values.Length);
        return new ClientSql(
            $"select k.id from clients.clients_v1 k where {within} and not exists (select from billing.clients_v1 b where b.client_id = k.id and ({condition}))", [.. values, .. more]);
    }

    public async Task<bool> CoversAsync(Guid client, CancellationToken cancellationToken) => Within() is not { } within
        || await database.Source.Sql(
            $"select exists (select from ({within.Text}) w (client_id) where w.client_id = ${within.Values.Length + 1})", [.. within.Values, client])
            .ValueAsync<bool>(cancellationToken);

    private ClientSql? Within() => clients.Within() ?? current.ScopeOf(BillingPermissions.ViewAccount) switch
    {
        PermissionScope.All => null,
        _ => new ClientSql("select o.client_id from clients.collected_v1 o where o.operator_id = $1", current.Id ?? Guid.Empty),
    };

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex Parameter();
}
