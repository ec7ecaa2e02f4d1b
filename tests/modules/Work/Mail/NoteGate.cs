using Wisp.Fixtures.Work;
using Wisp.Sdk;

namespace Wisp.Fixtures.Work.Mail;

/// <summary>Nothing leaves that is about somebody in <c>work.muted</c>.</summary>
[Feature]
internal sealed class NoteGate(IDatabase<WorkDb> database) : IMailGate
{
    public string Kind => "work.note";

    public async Task<IReadOnlyCollection<Guid>> StoppedAsync(IReadOnlyCollection<MailAtGate> mails, CancellationToken cancellationToken)
    {
        var muted = await database.Source.Sql("select subject_id from work.muted where subject_id = any ($1)", mails.Select(mail => mail.SubjectId ?? Guid.Empty).ToArray())
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        return [.. mails.Where(mail => mail.SubjectId is { } subject && muted.Contains(subject)).Select(mail => mail.Id)];
    }
}
