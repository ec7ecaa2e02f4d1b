using System.Globalization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Links;

/// <summary>Somebody asked for a link to an address.</summary>
/// <param name="Email">As typed.</param>
/// <param name="Culture">Language of the page.</param>
/// <param name="At">When.</param>
[EventName("portal.link-requested")]
internal sealed record LinkRequested(string Email, string Culture, DateTimeOffset At);

/// <summary>
/// "¿Olvidó su contraseña? / Primer ingreso". The web process only writes down what was typed: whether anybody has that address is
/// looked up by the worker, so that neither answer nor time tells it (PORTAL-03).
/// </summary>
[Feature]
internal sealed class RequestLink(IDatabase<PortalDb> database, IEvents events, TimeProvider clock)
{
    private const int LongestEmail = 320;

    public async Task RunAsync(string? email, CancellationToken cancellationToken)
    {
        if (Typed.Line(email) is not { Length: <= LongestEmail } typed || !typed.Contains('@', StringComparison.Ordinal)) return;
        await using var transaction = await database.BeginAsync(cancellationToken);
        await events.PublishAsync(transaction.Connection, new LinkRequested(typed, CultureInfo.CurrentUICulture.Name, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>Sends the link, if a client has that main address and did not ask too often.</summary>
internal sealed class SendRequestedLink(IClientContact clients, OneTimeLinks links, IMail mail, ReadPortal portal, TimeProvider clock)
    : IEventHandler<LinkRequested>
{
    private const int MostAnHour = 5;

    // What waited longer than that was given up by whoever asked.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task HandleAsync(LinkRequested payload, IWispTransaction transaction, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - payload.At > Patience || await portal.LinkAsync("", cancellationToken) is null || !await mail.IsSetUpAsync(cancellationToken)) return;
        if (await clients.FindByEmailAsync(payload.Email, cancellationToken) is not { } client || await MayAsync(transaction, client, cancellationToken) is false) return;
        await LinkMail.QueueAsync(transaction, client, byOperator: false, payload.Culture, links, clients, portal, mail, cancellationToken);
    }

    private async Task<bool> MayAsync(IWispTransaction transaction, Guid client, CancellationToken cancellationToken) => await transaction.Connection.Sql(
        """
        select not exists (select from portal.access a where a.id = $1 and not a.enabled)
           and (select count(*) from portal.link l where l.client_id = $1 and l.made_by = 'subscriber' and l.made_at > $2) < $3
        """, client, clock.GetUtcNow().AddHours(-1), MostAnHour).ValueAsync<bool>(cancellationToken);
}
