using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Modules.Portal.Features.Links;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Passwords;

/// <summary>What the mail with a new password says; the password is a secret part.</summary>
/// <param name="Name">Whom it is for.</param>
/// <param name="Portal">What the portal is called.</param>
/// <param name="Email">What to sign in with.</param>
/// <param name="Url">Where.</param>
public sealed record NewPassword(string Name, string Portal, string Email, string Url)
{
    public const string Kind = "portal.password";
    public const string Secret = "password";
}

/// <summary>
/// "Regenerar contraseña" (PWD-03 to PWD-07): makes a password and mails it; nobody sees it, and its receiver must choose another. And, beside
/// it, what is better: a link by which he chooses one himself.
/// </summary>
[Feature]
internal sealed class RegeneratePassword(
    IDatabase<PortalDb> database, Passwords passwords, OneTimeLinks links, IClientContact contacts, ReadPortal portal, IMail mail, TimeProvider clock)
{
    public const int MostAnHour = 5;

    /// <summary>A password in a mailbox is good for as long as a link of an operator's.</summary>
    public static TimeSpan MailLife => OneTimeLinks.OperatorLife;

    /// <returns>Why nothing can be sent to this client, or <c>null</c> when it can.</returns>
    public async Task<Problem?> ObstacleAsync(ClientContact contact, CancellationToken cancellationToken)
    {
        if (await portal.LinkAsync("", cancellationToken) is null) return new("", "access.no-portal");
        if (!await mail.IsSetUpAsync(cancellationToken)) return new("", "access.no-mail");
        if (!contact.Active) return new("", "access.inactive");
        return contact.Email is null ? new("", "access.no-email") : null;
    }

    /// <returns>What is wrong, and then the old password stays; <c>null</c> when the new one is on its way.</returns>
    public async Task<Problem?> RunAsync(ClientContact contact, CancellationToken cancellationToken)
    {
        if (await ObstacleAsync(contact, cancellationToken) is { } obstacle) return obstacle;
        var (now, password, settings) = (clock.GetUtcNow(), OneTimePassword.New(), await portal.ReadAsync(cancellationToken));
        await using var transaction = await database.BeginAsync(cancellationToken);
        await AccessRows.EnsureAsync(transaction, [contact.Id], now, cancellationToken);
        // Of two operators at once, the second waits and counts the first.
        await transaction.Connection.Sql("select from portal.access where id = $1 for update", contact.Id).RunAsync(cancellationToken);
        if (!await OpenAsync(transaction, contact.Id, cancellationToken)) return new("", "access.closed");
        if (await transaction.Connection.Sql("select count(*) from portal.regeneration where client_id = $1 and at > $2", contact.Id, now.AddHours(-1))
            .ValueAsync<long>(cancellationToken) >= MostAnHour) return new("", "access.often", MostAnHour);
        await passwords.StoreAsync(transaction, contact.Id, password, mustChange: true, keep: null, cancellationToken);
        var message = await mail.QueueAsync(
            transaction.Connection,
            new MailRequest(NewPassword.Kind, contact.Email!, new NewPassword(contact.Name, settings.Name, contact.Email!, settings.Address + "/portal"))
            {
                Name = contact.Name, SubjectId = contact.Id, SecretsExpire = now + MailLife, Secrets = new Dictionary<string, string> { [NewPassword.Secret] = password },
            }, cancellationToken);
        await transaction.Connection.Sql("insert into portal.regeneration (client_id, at, mail_id) values ($1, $2, $3)", contact.Id, now, message!.Value).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Mails a link that opens the access once.</summary>
    public async Task<Problem?> SendLinkAsync(ClientContact contact, CancellationToken cancellationToken)
    {
        if (await ObstacleAsync(contact, cancellationToken) is { } obstacle) return obstacle;
        await using var transaction = await database.BeginAsync(cancellationToken);
        await AccessRows.EnsureAsync(transaction, [contact.Id], clock.GetUtcNow(), cancellationToken);
        if (!await OpenAsync(transaction, contact.Id, cancellationToken)) return new("", "access.closed");
        await LinkMail.QueueAsync(transaction, contact.Id, byOperator: true, culture: null, links, contacts, portal, mail, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static Task<bool> OpenAsync(IWispTransaction transaction, Guid client, CancellationToken cancellationToken) =>
        transaction.Connection.Sql("select enabled from portal.access where id = $1", client).ValueAsync<bool>(cancellationToken);
}
