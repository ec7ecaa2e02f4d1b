using Microsoft.AspNetCore.Authorization;

namespace Wisp.Sdk;

/// <summary>States the permission that a page or endpoint needs. Without this, <see cref="SignedInAttribute"/> or AllowAnonymous it is denied to all.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirePermissionAttribute : AuthorizeAttribute
{
    /// <summary>Prefix of the policy names.</summary>
    public const string PolicyPrefix = "permission:";

    /// <summary>Names the permission.</summary>
    /// <param name="permission">The permission's key.</param>
    public RequirePermissionAttribute(string permission)
        : base(PolicyPrefix + permission) => Permission = permission;

    /// <summary>The permission's key.</summary>
    public string Permission { get; }
}

/// <summary>Opens a page or endpoint to every signed-in operator.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SignedInAttribute : AuthorizeAttribute
{
    /// <summary>Name of the policy.</summary>
    public const string PolicyName = "signed-in";

    /// <summary>Names the policy.</summary>
    public SignedInAttribute()
        : base(PolicyName)
    {
    }
}

/// <summary>Base of an attribute that opens pages and endpoints by a policy of a module's own, such as that of people who are no operators.</summary>
/// <param name="policy">Name of the policy, prefixed by the module.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public abstract class RequirePolicyAttribute(string policy) : AuthorizeAttribute(policy);
