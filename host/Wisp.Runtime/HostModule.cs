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
            .AllowDelete("file", "file_chunk", "process")
            .Publish("job_v1");
        module.Job<SweepFiles>(SweepFiles.Key, Label.Of<RuntimeText>("job.sweep-files"));
        module.Timer("host.sweep-files", "17 * * * *", SweepFiles.Key);
    }
}
