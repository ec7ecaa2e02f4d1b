using System.Security.Cryptography;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using MimeKit;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>Takes one claimed letter to its end: gate, template, server.</summary>
internal sealed class HandOver(
    MailWriter writer, MimeWriter mime, MailSecrets secrets, TimeProvider clock, IStringLocalizer<RuntimeText> text, ILogger<HandOver> log)
{
    /// <exception cref="MailServerException">The server cannot be used; the letter was not sent.</exception>
    public async Task<Outcome> RunAsync(Letter letter, SmtpLink link, BounceSettings bounces, CancellationToken cancellationToken)
    {
        if (letter.SecretsExpire < clock.GetUtcNow()) return new Outcome(Fate.Refused, text["mail.expired"]);
        if (!MailboxAddress.TryParse(letter.Address, out var receiver)) return new Outcome(Fate.Refused, text["mail.address", letter.Address], Bounced: true);
        receiver.Name = letter.Name;
        MimeMessage message;
        try
        {
            var written = await writer.WriteAsync(letter.Kind, letter.Model, letter.Culture, secrets.Parts(letter.Secrets), cancellationToken);
            if (written is null) return Outcome.PutBack;
            message = await mime.WriteAsync(letter.Id, receiver, written, letter.Files, link.Settings, cancellationToken);
        }
        catch (CryptographicException)
        {
            return new Outcome(Fate.Refused, text["mail.key-lost"]);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not Npgsql.NpgsqlException)
        {
            // A module's template is wrong: the others go on, and this one can be sent again once it is mended.
            log.LogError(e, "Mail {Mail} ({Kind}) cannot be written", letter.Id, letter.Kind);
            return new Outcome(Fate.Refused, text["mail.template", e.GetBaseException().Message]);
        }

        using (message)
        {
            var sender = MailboxAddress.Parse(bounces.Address is { Length: > 0 } back ? back : link.Settings.From);
            var outcome = await link.SendAsync(message, sender, receiver, cancellationToken);
            return outcome is { Fate: Fate.Delayed } && MailLedger.IsLastTry(letter)
                ? outcome with { Fate = Fate.Refused, Subject = message.Subject }
                : outcome with { Subject = message.Subject };
        }
    }
}
