using Wisp.Runtime.Files;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime;

/// <summary>The host's own part, declared the way that modules declare theirs.</summary>
internal sealed class HostModule : WispModule
{
    public const string Id = "host";

    public override void Configure(ModuleBuilder module)
    {
        module.Database<HostDb>("host")
            .Audit("setting")
            .Audit("operator", masked: ["password_hash", "security_stamp"], ignored: ["concurrency_stamp", "last_sign_in_at", "access_failed_count"])
            .Audit("operator_role")
            .Audit("operator_token", masked: ["value"])
            .Audit("role", ignored: ["concurrency_stamp"])
            .Audit("role_permission")
            .AllowDelete("file", "file_chunk", "process", "module_state")
            .AllowDelete("operator_role", "operator_token", "operator_claim", "operator_login", "role", "role_permission", "role_claim")
            .Publish("job_v1");
        module.Job<SweepFiles>(SweepFiles.Key, Label.Of<RuntimeText>("job.sweep-files"));
        module.Timer("host.sweep-files", "17 * * * *", SweepFiles.Key);
    }
}
