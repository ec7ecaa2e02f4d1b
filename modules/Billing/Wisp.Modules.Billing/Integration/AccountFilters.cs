using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>A filter by what a client owes; who has no account owes nothing.</summary>
internal abstract class AccountFilter(string name, int order, ClientFilterInput input, BillingScope scope) : BillingFilter(name, order, input)
{
    public override Label Label => Label.Of<ParametersText>($"filter.{Key["billing.".Length..]}");

    /// <summary>Clients whose account <c>a</c> fulfils a condition.</summary>
    protected ClientSql With(string condition, params object?[] values)
    {
        var (within, more) = scope.Where("a.client_id", values.Length);
        return new ClientSql($"select a.client_id from billing.accounts_v1 a where ({condition}) and {within}", [.. values, .. more]);
    }

    /// <summary>Clients whose account does not, or who have none.</summary>
    protected ClientSql Without(string condition, params object?[] values)
    {
        var (within, more) = scope.Where("k.id", values.Length);
        return new ClientSql(
            $"select k.id from clients.clients_v1 k where {within} and not exists (select from billing.accounts_v1 a where a.client_id = k.id and ({condition}))", [.. values, .. more]);
    }

    /// <summary>Within bounds, either of which may be left open; nothing counts as 0.</summary>
    protected ClientSql Between(string column, ClientFilterValue value)
    {
        object?[] bounds = [value.Least.As(NpgsqlDbType.Numeric), value.Most.As(NpgsqlDbType.Numeric)];
        var inside = $"a.{column} between coalesce($1, '-infinity'::numeric) and coalesce($2, 'infinity'::numeric)";
        return (value.Least ?? 0) <= 0 && (value.Most ?? 0) >= 0 ? Without($"not ({inside})", bounds) : With(inside, bounds);
    }
}

/// <summary>Debt is a balance below 0 (DEBT-02).</summary>
[Feature]
internal sealed class DebtFilter(BillingScope scope) : AccountFilter("has_debt", 700, ClientFilterInput.YesNo, scope)
{
    public override ClientSql? Matching(ClientFilterValue value) => value.Yes == true ? With("a.balance < 0") : Without("a.balance < 0");
}

[Feature]
internal sealed class UnpaidFilter(BillingScope scope) : AccountFilter("unpaid", 710, ClientFilterInput.Numbers, scope)
{
    public override ClientSql? Matching(ClientFilterValue value) => Between("unpaid_count", value);
}

[Feature]
internal sealed class BalanceFilter(BillingScope scope) : AccountFilter("balance", 720, ClientFilterInput.Numbers, scope)
{
    public override ClientSql? Matching(ClientFilterValue value) => Between("balance", value);
}
