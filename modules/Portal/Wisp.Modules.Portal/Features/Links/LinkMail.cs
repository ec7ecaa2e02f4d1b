using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Links;

/// <summary>What the mail with a link says; the link itself is a secret part.</summary>
/// <param name="Name">Whom it is for.</param>
/// <param name="Portal">What the portal is called.</param>
/// <param name="Hours">How long it is good.</param>
/// <param name="ByOperator">Whether the ISP sent it, and not its receiver asked for it.</param>
public sealed record PortalLink(string Name, string Portal, int Hours, bool ByOperator)
{
    public const string Kind = "portal.link";
    public const string Secret = "link";
}

/// <summary>Makes a link and queues its mail, in one transaction.</summary>
internal static class LinkMail
{
    public static async Task QueueAsync(
        IWispTransaction transaction, Guid clientId, bool byOperator, string? culture, OneTimeLinks links, IClientContact contacts,
        ReadPortal portal, IMail mail, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(clientId, cancellationToken) is not { Email: { } address } contact) return;
        var (path, until) = await links.MakeAsync(transaction, clientId, byOperator, cancellationToken);
        var settings = await portal.ReadAsync(cancellationToken);
        var life = byOperator ? OneTimeLinks.OperatorLife : OneTimeLinks.Life;
        await mail.QueueAsync(
            transaction.Connection,
            new MailRequest(PortalLink.Kind, address, new PortalLink(contact.Name, settings.Name, (int)life.TotalHours, byOperator))
            {
                Name = contact.Name, Culture = culture, SubjectId = clientId, SecretsExpire = until,
                Secrets = new Dictionary<string, string> { [PortalLink.Secret] = (await portal.LinkAsync(path, cancellationToken))! },
            }, cancellationToken);
    }
}
