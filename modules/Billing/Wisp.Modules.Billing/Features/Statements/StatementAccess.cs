using Wisp.Modules.Billing.Features.Account;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <summary>A statement holds money of all clients and of nobody yet: who records payments of his own clients alone has no part in it.</summary>
[Feature]
internal sealed class StatementAccess(AccountScope scope, ICurrentOperator current)
{
    public bool IsOpen => current.ScopeOf(BillingPermissions.CreatePayment) == PermissionScope.All && scope.IsWhole(BillingPermissions.CreatePayment);
}
