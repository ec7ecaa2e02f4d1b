using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wisp.Runtime.Operators;

namespace Wisp.Host.Access;

/// <summary>What the cookie says about an operator: who, which roles, which language. Permissions follow from the roles on each request.</summary>
internal sealed class OperatorPrincipal(HostDb db, RolePermissions permissions, IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Operator>
{
    public async Task<ClaimsPrincipal> CreateAsync(Operator user)
    {
        var types = options.Value.ClaimsIdentity;
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, types.UserNameClaimType, types.RoleClaimType);
        identity.AddClaim(new Claim(types.UserIdClaimType, user.Id.ToString()));
        identity.AddClaim(new Claim(types.UserNameClaimType, user.Name));
        identity.AddClaim(new Claim(types.EmailClaimType, user.Email!));
        identity.AddClaim(new Claim(types.SecurityStampClaimType, user.SecurityStamp!));
        if (user.Language is { } language) identity.AddClaim(new Claim(OperatorClaims.Language, language));
        if (user.MustChangePassword) identity.AddClaim(new Claim(OperatorClaims.MustChangePassword, "1"));
        var roles = await db.UserRoles.Where(held => held.UserId == user.Id).Select(held => held.RoleId).ToListAsync();
        identity.AddClaims(roles.Select(role => new Claim(OperatorClaims.Role, role.ToString())));
        // A role may be newer than what was read of the roles.
        permissions.Forget();
        return new ClaimsPrincipal(identity);
    }
}
