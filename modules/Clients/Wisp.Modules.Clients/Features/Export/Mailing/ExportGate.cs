using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export.Mailing;

/// <summary>An export that waited leaves only to an operator who is still one, at the address that he signs in with today (EXP-03).</summary>
[Feature]
internal sealed class ExportGate(IOperators operators) : IMailGate
{
    public string Kind => MailExport.Kind;

    public async Task<IReadOnlyCollection<Guid>> StoppedAsync(IReadOnlyCollection<MailAtGate> mails, CancellationToken cancellationToken)
    {
        var active = (await operators.ListAsync(cancellationToken)).Where(person => person.Active).ToDictionary(person => person.Id, person => person.Email);
        return [.. mails.Where(mail => mail.SubjectId is not { } asker || active.GetValueOrDefault(asker) != mail.Address).Select(mail => mail.Id)];
    }
}
