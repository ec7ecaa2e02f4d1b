namespace Wisp.Host.Access;

/// <summary>Claims of a signed-in operator beside the standard ones.</summary>
internal static class OperatorClaims
{
    public const string Role = "wisp:role";
    public const string Session = "wisp:session";
    public const string Language = "wisp:language";
    public const string MustChangePassword = "wisp:must-change-password";

    /// <summary>Held for everything. Added on each request, never in the cookie.</summary>
    public const string Permission = "wisp:permission";

    /// <summary>Held for what is the operator's own.</summary>
    public const string OwnPermission = "wisp:permission-own";
}
