using System.Security.Cryptography;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using MimeKit;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>A letter on its way: written and ready to be sent, or already at its end.</summary>
internal sealed record Prepared(Letter Letter, MimeMessage? Message, MailboxAddress? Receiver, Outcome? Outcome);

/// <summary>Takes a claimed letter to its end: first it is written, then the server gets it.</summary>
internal sealed class HandOver(
    MailWriter writer, MimeWriter mime, MailSecrets secrets, TimeProvider clock, IStringLocalizer<RuntimeText> text, ILogger<HandOver> log)
{
    public async Task<Prepared> PrepareAsync(Letter letter, MailSettings server, CancellationToken cancellationToken)
    {
        if (letter.SecretsExpire < clock.GetUtcNow()) return Ended(letter, new Outcome(Fate.Refused, text["mail.expired"]));
        if (!MailboxAddress.TryParse(letter.Address, out var receiver)) return Ended(letter, new Outcome(Fate.Refused, text["mail.address", letter.Address], Bounced: true));
        receiver.Name = letter.Name;
        try
        {
            var written = await writer.WriteAsync(letter.Kind, letter.Model, letter.Culture, secrets.Parts(letter.Secrets), cancellationToken);
            if (written is null) return Ended(letter, new Outcome(Fate.Postponed, null));
            return await mime.WriteAsync(letter.Id, receiver, written, letter.Files, server, cancellationToken) is { } message
                ? new Prepared(letter, message, receiver, null)
                : Ended(letter, new Outcome(Fate.Refused, text["mail.file-gone"]));
        }
        catch (CryptographicException)
        {
            return Ended(letter, new Outcome(Fate.Refused, text["mail.key-lost"]));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Ended(letter, Outcome.PutBack);
        }
        catch (Exception e) when (LostDatabase.Is(e))
        {
            return Ended(letter, new Outcome(Fate.Postponed, e.Message));
        }
        catch (Exception e)
        {
            // A module's template is wrong: the others go on, and this one can be sent again once it is mended.
            log.LogError(e, "Mail {Mail} ({Kind}) cannot be written", letter.Id, letter.Kind);
            return Ended(letter, new Outcome(Fate.Refused, text["mail.template", e.GetBaseException().Message]));
        }
    }

    /// <exception cref="MailServerException">The server cannot be used; the letter was not sent.</exception>
    public static async Task<Outcome> SendAsync(Prepared prepared, SmtpLink link, BounceSettings bounces, CancellationToken cancellationToken)
    {
        var message = prepared.Message!;
        var sender = MailboxAddress.Parse(bounces.Address is { Length: > 0 } back ? back : link.Settings.From);
        var outcome = await link.SendAsync(message, sender, prepared.Receiver!, cancellationToken);
        // A subject that was written with secrets is not kept: the ledger writes it anew, without them.
        outcome = outcome with { Subject = prepared.Letter.Secrets is null ? message.Subject : null };
        return outcome is { Fate: Fate.Delayed } && MailLedger.IsLastTry(prepared.Letter) ? outcome with { Fate = Fate.Refused } : outcome;
    }

    private static Prepared Ended(Letter letter, Outcome outcome) => new(letter, null, null, outcome);
}
