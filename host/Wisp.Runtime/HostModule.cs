using Wisp.Runtime.Events;
using Wisp.Runtime.Files;
using Wisp.Runtime.Jobs;
using Wisp.Runtime.Mail;
using Wisp.Runtime.Mail.Bounces;
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
            .AllowDelete("file", "file_chunk", "event", "event_delivery", "process", "module_state", "job")
            .OnlyAppend("mail_event");
        module.Job<SweepFiles>(SweepFiles.Key, Label.Of<RuntimeText>("job.sweep-files"));
        module.Timer("host.sweep-files", "17 * * * *", SweepFiles.Key);
        module.Job<SweepEvents>(SweepEvents.Key, Label.Of<RuntimeText>("job.sweep-events"));
        module.Timer("host.sweep-events", "47 * * * *", SweepEvents.Key);
        module.Job<SweepJobs>(SweepJobs.Key, Label.Of<RuntimeText>("job.sweep-jobs"));
        module.Timer("host.sweep-jobs", "27 3 * * *", SweepJobs.Key);
        module.Job<SweepMailSecrets>(SweepMailSecrets.Key, Label.Of<RuntimeText>("job.sweep-mail"));
        module.Timer("host.sweep-mail", "7 * * * *", SweepMailSecrets.Key);
        module.Mail<TestMail, TestMail.Nothing>(MailProbe.Kind, Label.Of<RuntimeText>("mail.test"));
        module.Job<ChangeMailJob>(ChangeMailJob.Key, Label.Of<RuntimeText>("job.change-mail"));
        module.Job<ReadBounces>(ReadBounces.Key, Label.Of<RuntimeText>("job.read-bounces"));
        module.Timer("host.read-bounces", "*/15 * * * *", ReadBounces.Key);
    }
}
