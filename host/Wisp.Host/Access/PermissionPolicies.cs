using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Wisp.Sdk;

namespace Wisp.Host.Access;

/// <summary>Makes the policies that pages name. What names none is denied to everybody.</summary>
internal sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : IAuthorizationPolicyProvider
{
    private static readonly AuthorizationPolicy SignedIn = Operators().Build();
    private static readonly AuthorizationPolicy Nobody = Operators().RequireAssertion(_ => false).Build();

    // Policies that modules define for their own schemes (the portal's subscribers).
    private readonly DefaultAuthorizationPolicyProvider _others = new(options);

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(SignedIn);

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(Nobody);

    public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (policyName == SignedInAttribute.PolicyName) return Task.FromResult<AuthorizationPolicy?>(SignedIn);
        if (!policyName.StartsWith(RequirePermissionAttribute.PolicyPrefix, StringComparison.Ordinal)) return _others.GetPolicyAsync(policyName);
        var permission = policyName[RequirePermissionAttribute.PolicyPrefix.Length..];
        return Task.FromResult<AuthorizationPolicy?>(Operators().AddRequirements(new PermissionRequirement(permission)).Build());
    }

    private static AuthorizationPolicyBuilder Operators() =>
        new AuthorizationPolicyBuilder(IdentityConstants.ApplicationScheme).RequireClaim(OperatorClaims.Session);
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler(ICurrentOperator current) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (current.Can(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
