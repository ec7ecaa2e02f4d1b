using System.Globalization;
using Microsoft.Extensions.Localization;
using MimeKit;
using Wisp.Runtime.Mail.Bounces;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>Tries mail servers before they are saved.</summary>
public interface IMailProbe
{
    /// <summary>Sends a test message, now.</summary>
    /// <param name="server">The server; its password is encrypted.</param>
    /// <param name="bounces">Where mail comes back to.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether the server took it (<c>null</c>: that is not known), and its words.</returns>
    Task<(bool? Taken, string Words)> SendAsync(MailSettings server, BounceSettings bounces, string to, CancellationToken cancellationToken);

    /// <summary>Signs in to a mailbox and opens its folder.</summary>
    /// <param name="mailbox">The mailbox; its password is encrypted.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The server's words when it could not be opened, else <c>null</c>.</returns>
    Task<string?> OpenAsync(BounceSettings mailbox, CancellationToken cancellationToken);
}

internal sealed class MailProbe(MailWriter writer, MimeWriter mime, MailSecrets secrets, TimeProvider clock, IStringLocalizer<RuntimeText> text) : IMailProbe
{
    public const string Kind = "host.test";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<(bool? Taken, string Words)> SendAsync(MailSettings server, BounceSettings bounces, string to, CancellationToken cancellationToken)
    {
        await using var link = new SmtpLink(server, secrets.Password(server.Password), Patience);
        try
        {
            var written = await writer.WriteAsync(Kind, "{}", CultureInfo.CurrentUICulture.Name, MailSecrets.Nothing, cancellationToken);
            var receiver = MailboxAddress.Parse(to);
            using var message = (await mime.WriteAsync(Guid.CreateVersion7(clock.GetUtcNow()), receiver, written!, [], server, cancellationToken))!;
            var sender = MailboxAddress.Parse(bounces.Address is { Length: > 0 } back ? back : server.From);
            var outcome = await link.SendAsync(message, sender, receiver, cancellationToken);
            return (outcome.Fate switch { Fate.HandedOver => true, Fate.Unknown => null, _ => false }, outcome.Answer ?? "");
        }
        catch (MailServerException e)
        {
            return (false, e.Message);
        }
    }

    public async Task<string?> OpenAsync(BounceSettings mailbox, CancellationToken cancellationToken)
    {
        await using var box = new BounceBox(mailbox, secrets.Password(mailbox.Password), Patience);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            await box.OpenAsync(limit.Token);
            return null;
        }
        catch (MailServerException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return text["mail.silent", mailbox.Host];
        }
    }
}
