using MimeKit;
using MimeKit.Text;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>Puts a written mail, its files and its addresses into a message.</summary>
internal sealed class MimeWriter(IFileStore files, IIsp isp)
{
    /// <returns>The message, or <c>null</c> when a file that belongs to it is gone: its text would speak of what is not there.</returns>
    public async Task<MimeMessage?> WriteAsync(
        Guid id, MailboxAddress receiver, WrittenMail written, IReadOnlyList<Guid> attached, MailSettings settings, CancellationToken cancellationToken)
    {
        if (await BodyAsync(written, attached, cancellationToken) is not { } body) return null;
        var from = MailboxAddress.Parse(settings.From);
        from.Name = settings.FromName.Length > 0 ? settings.FromName : (await isp.SettingsAsync(cancellationToken)).Name;
        var message = new MimeMessage { Subject = written.Subject, MessageId = MessageIdOf(id, from), Body = body };
        message.From.Add(from);
        message.To.Add(receiver);
        if (settings.ReplyTo.Length > 0) message.ReplyTo.Add(MailboxAddress.Parse(settings.ReplyTo));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>By this a bounce finds its message.</summary>
    public static string MessageIdOf(Guid id, MailboxAddress from) => $"{id:N}@{from.Domain}";

    private async Task<MimeEntity?> BodyAsync(WrittenMail written, IReadOnlyList<Guid> attached, CancellationToken cancellationToken)
    {
        var texts = new MultipartAlternative { new TextPart(TextFormat.Plain) { Text = written.Text }, new TextPart(TextFormat.Html) { Text = written.Html } };
        if (attached.Count == 0) return texts;
        var all = new Multipart("mixed") { texts };
        foreach (var id in attached)
        {
            if (await files.FindAsync(id, cancellationToken) is not { } file) return null;
            all.Add(await PartAsync(file, cancellationToken));
        }

        return all;
    }

    private async Task<MimePart> PartAsync(StoredFile file, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        await using (var stored = files.OpenRead(file.Id)) await stored.CopyToAsync(content, cancellationToken);
        content.Position = 0;
        return new MimePart(ContentType.Parse(file.ContentType))
        {
            Content = new MimeContent(content),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = file.Name,
        };
    }
}
