using System.Text.RegularExpressions;
using MimeKit;

namespace Wisp.Runtime.Mail.Bounces;

/// <summary>A message of ours that came back for good.</summary>
/// <param name="MailId">The message in the ledger.</param>
/// <param name="Reason">Status code and the other server's words.</param>
internal sealed partial record Bounce(Guid MailId, string Reason)
{
    private const int LongestReason = 500;

    /// <summary>What a message of the mailbox says of one of ours; <c>null</c> when it says nothing, or only that it takes longer.</summary>
    public static Bounce? Read(MimeMessage message) => message.Body is MultipartReport report ? OfReport(report, message) : OfText(message);

    // RFC 3464: one group of fields for the message, then one for each receiver; ours have one.
    private static Bounce? OfReport(MultipartReport report, MimeMessage message)
    {
        var receiver = report.OfType<MessageDeliveryStatus>().SelectMany(status => status.StatusGroups.Skip(1))
            .FirstOrDefault(group => group["Action"]?.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase) == true);
        if (receiver is null || (IdIn($"{Original(report)?.MessageId}") ?? IdIn(Whole(message))) is not { } id) return null;
        var words = receiver["Diagnostic-Code"] is { } diagnostic ? diagnostic[(diagnostic.IndexOf(';', StringComparison.Ordinal) + 1)..] : "";
        return new Bounce(id, Short($"{receiver["Status"]} {words}"));
    }

    private static MimeMessage? Original(MultipartReport report) =>
        report.OfType<MessagePart>().FirstOrDefault()?.Message;

    // Older servers write to a person: the paragraph with a code of refusal says why. One that only warns of a delay has none.
    private static Bounce? OfText(MimeMessage message)
    {
        if (!message.From.Mailboxes.Any(from => Daemon().IsMatch(from.Address)) || IdIn(Whole(message)) is not { } id) return null;
        var paragraphs = (message.TextBody ?? "").ReplaceLineEndings("\n").Split("\n\n");
        return paragraphs.FirstOrDefault(paragraph => Failure().IsMatch(paragraph)) is { } why ? new Bounce(id, Short(why)) : null;
    }

    private static string Whole(MimeMessage message)
    {
        using var content = new MemoryStream();
        message.WriteTo(content);
        return System.Text.Encoding.Latin1.GetString(content.ToArray());
    }

    private static Guid? IdIn(string text) =>
        MessageId().Match(text) is { Success: true } found ? Guid.ParseExact(found.Groups[1].Value, "N") : null;

    private static string Short(string reason)
    {
        var line = Blanks().Replace(reason, " ").Trim();
        return line.Length > LongestReason ? line[..LongestReason] : line.Length == 0 ? "?" : line;
    }

    // A version 7 UUID before the @, as MimeWriter makes it.
    [GeneratedRegex("(?<![0-9a-f])([0-9a-f]{12}7[0-9a-f]{19})@")]
    private static partial Regex MessageId();

    [GeneratedRegex("^(mailer-daemon|postmaster)@", RegexOptions.IgnoreCase)]
    private static partial Regex Daemon();

    [GeneratedRegex(@"\b5\d\d\b|\b5\.\d+\.\d+\b")]
    private static partial Regex Failure();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
