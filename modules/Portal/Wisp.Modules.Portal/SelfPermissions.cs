namespace Wisp.Modules.Portal;

/// <summary>What operators may do about what subscribers ask for.</summary>
internal static class SelfPermissions
{
    /// <summary>Of Billing: who records payments confirms vouchers.</summary>
    public const string Vouchers = "payments.create";

    public const string Requests = "portal.requests";
}
