using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export.Mailing;

/// <summary>Mails a finished export to the address that its asker signs in with, and to no other (EXP-03).</summary>
[Feature]
internal sealed class MailExport(IMail mail, IOperators operators, ICurrentOperator current, IIsp isp, IStringLocalizer<ExportText> text)
{
    public const string Kind = "clients.export";

    // Larger ones are refused by many servers, and are held in memory while they are sent.
    private const long LargestAttachment = 5 * 1024 * 1024;

    /// <summary>Queues the mail with the caller's transaction.</summary>
    public async Task RunAsync(
        NpgsqlConnection connection, Guid job, ExportArguments asked, StoredFile file, long rows, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if ((await operators.ListAsync(cancellationToken)).FirstOrDefault(person => person.Id == current.Id) is not { Active: true } asker) return;
        var attached = file.Length <= LargestAttachment;
        var model = new ExportReady(
            text[asked.All ? "title.all" : "title.filtered", text[$"format.{asked.Format}"].Value], file.Name, rows, attached,
            await mail.LinkAsync($"/files/{file.Id}", cancellationToken), await isp.LocalAsync(until, cancellationToken));
        await mail.QueueAsync(
            connection,
            new MailRequest(Kind, asker.Email, model) { Name = asker.Name, SubjectId = asker.Id, Once = $"{job}", Files = attached ? [file.Id] : [] },
            cancellationToken);
    }
}
