using Wisp.Sdk;

namespace Wisp.Runtime.Operators;

/// <summary>What the audit records about operators, and what may be deleted.</summary>
internal static class OperatorTables
{
    public static ModuleDatabase Operators(this ModuleDatabase database) => database
        .Audit(
            "operator",
            masked: ["password_hash", "security_stamp"],
            ignored: ["concurrency_stamp", "access_failed_count", "last_sign_in_at", "second_factor_step", "normalized_user_name", "normalized_email", "user_name"])
        .Audit("operator_role")
        .Audit("operator_token", masked: ["value"])
        .Audit("role", ignored: ["concurrency_stamp", "normalized_name"])
        .Audit("role_permission")
        .AllowDelete("operator_role", "operator_token", "operator_claim", "operator_login", "role", "role_permission", "role_claim");
}
