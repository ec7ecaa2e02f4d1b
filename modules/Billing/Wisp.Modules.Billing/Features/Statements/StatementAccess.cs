using Wisp.Modules.Billing.Features.Account;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <summary>A statement holds money of all clients and of nobody yet: who records payments of, or sees, his own clients alone has no part in it.</summary>
[Feature]
internal sealed class StatementAccess(AccountScope scope, ICurrentOperator current)
{
    /// <summary>Whether the operator records payments of any client.</summary>
    public bool IsAllowed => current.ScopeOf(BillingPermissions.CreatePayment) == PermissionScope.All;

    /// <summary>Whether he also sees all clients.</summary>
    public bool IsOpen => IsAllowed && scope.IsWhole(BillingPermissions.CreatePayment);
}
