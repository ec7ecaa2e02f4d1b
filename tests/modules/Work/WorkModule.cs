using Wisp.Fixtures.Work.Events;
using Wisp.Fixtures.Work.Jobs;
using Wisp.Fixtures.Work.Mail;
using Wisp.Sdk;

namespace Wisp.Fixtures.Work;

/// <summary>Jobs that do as they are told, events that are heard, and a table with a column of each kind that the audit knows.</summary>
public sealed class WorkModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Database<WorkDb>("work")
            .Audit("thing", subject: "client_id", masked: ["secret"], ignored: ["noise"])
            .Audit("effect")
            .Audit("line").Audit("wide")
            .AllowDelete("line")
            .OnlyAppend("attempt")
            .Publish("things_v1", "double(integer)");
        module.Job<ScriptedJob>("work.scripted", Label.Of<WorkModule>("job"));
        module.Mail<NoteMail, Note>("work.note", Label.Of<WorkModule>("note"));
        module.Features<WorkModule>();
        module.On<Rang, FirstEar>("work.first").On<Rang, SecondEar>("work.second");
    }
}
