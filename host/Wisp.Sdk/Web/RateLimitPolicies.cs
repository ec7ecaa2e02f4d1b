namespace Wisp.Sdk;

/// <summary>Rate limits of the host that pages of modules may name with <c>[EnableRateLimiting]</c>.</summary>
public static class RateLimitPolicies
{
    /// <summary>For pages that take a password or a code: tries from one address are limited, reading is not.</summary>
    public const string SignIn = "sign-in";
}
