using Wisp.Runtime.Events;
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
            .Operators()
            .Audit("setting")
            .AllowDelete("file", "file_chunk", "event", "event_delivery", "process", "module_state");
        module.Job<SweepFiles>(SweepFiles.Key, Label.Of<RuntimeText>("job.sweep-files"));
        module.Timer("host.sweep-files", "17 * * * *", SweepFiles.Key);
        module.Job<SweepEvents>(SweepEvents.Key, Label.Of<RuntimeText>("job.sweep-events"));
        module.Timer("host.sweep-events", "47 * * * *", SweepEvents.Key);
    }
}
