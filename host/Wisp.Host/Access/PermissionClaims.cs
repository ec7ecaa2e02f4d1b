using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;

namespace Wisp.Host.Access;

/// <summary>Adds the permissions of the operator's roles to each request.</summary>
internal sealed class PermissionClaims(RolePermissions roles, IHttpContextAccessor http) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        var identity = principal.Identities.FirstOrDefault(i => i.AuthenticationType == IdentityConstants.ApplicationScheme);
        if (identity is null || principal.HasClaim(claim => claim.Type is OperatorClaims.Permission or OperatorClaims.OwnPermission)) return principal;

        // The page that reports a lost database must not ask it.
        var failing = http.HttpContext?.Features.Get<IExceptionHandlerFeature>() is not null;
        var held = identity.FindAll(OperatorClaims.Role).Select(claim => Guid.Parse(claim.Value)).ToList();
        if ((failing ? roles.Last : await roles.OfAsync(held)) is not { } all) return principal;
        var grants = held.SelectMany(role => all[role]).Distinct();
        var added = new ClaimsIdentity(
            grants.Select(grant => new Claim(grant.Own ? OperatorClaims.OwnPermission : OperatorClaims.Permission, grant.Key)));
        var transformed = principal.Clone();
        transformed.AddIdentity(added);
        return transformed;
    }
}
