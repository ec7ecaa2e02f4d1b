using Microsoft.AspNetCore.Mvc;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>Who I am here, and where I am signed in.</summary>
internal sealed class MeModel(IClientContact contacts, SubscriberSessions sessions, SubscriberManager users, IIsp isp) : PortalPage
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public ClientContact Contact { get; private set; } = null!;

    public bool HasPassword { get; private set; }

    public IReadOnlyList<ListedSession> Sessions { get; private set; } = [];

    public Guid Here => Session.Id;

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(ClientId, cancellationToken) is not { } contact) return NotFound();
        Contact = contact;
        _zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        HasPassword = (await users.FindByIdAsync($"{ClientId}"))?.PasswordHash is not null;
        Sessions = await sessions.OpenAsync(ClientId, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellationToken) =>
        await sessions.EndAsync(ClientId, one: id, cancellationToken: cancellationToken) == 0 ? NotFound() : Done("/portal/me", "sessions.ended");

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken)
    {
        await sessions.EndAsync(ClientId, except: Session.Id, cancellationToken: cancellationToken);
        return Done("/portal/me", "sessions.ended");
    }
}
