using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Access;

/// <summary>The operator of the present request. A subscriber's sign-in is not one.</summary>
internal sealed class CurrentOperator(IHttpContextAccessor http) : ICurrentOperator
{
    public Guid? Id => Guid.TryParse(Identity?.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var id) ? id : null;

    public string Name => Identity?.Name ?? "";

    public string? Email => Identity?.FindFirst(ClaimTypes.Email)?.Value;

    private ClaimsPrincipal? User => http.HttpContext?.User;

    private ClaimsIdentity? Identity =>
        User?.Identities.FirstOrDefault(identity => identity.AuthenticationType == IdentityConstants.ApplicationScheme);

    public PermissionScope ScopeOf(string permission)
    {
        if (User is not { } user || Identity is null) return PermissionScope.None;
        if (user.HasClaim(OperatorClaims.Permission, permission) || user.HasClaim(OperatorClaims.Permission, RolePermission.Everything))
            return PermissionScope.All;
        return user.HasClaim(OperatorClaims.OwnPermission, permission) ? PermissionScope.Own : PermissionScope.None;
    }
}
