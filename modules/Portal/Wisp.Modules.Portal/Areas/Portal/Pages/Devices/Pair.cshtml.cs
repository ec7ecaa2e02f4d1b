using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Features.Devices;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Devices;

/// <summary>Opened from a QR or a message: pairs this device and signs in, without a password (PANEL-07). A link that is good no more is "not found".</summary>
[AllowAnonymous]
[EnableRateLimiting(PairingRateLimit.Policy)]
internal sealed class PairModel(PairingLinks links, PairedDevices devices, SubscriberSessions sessions, IClientDirectory clients, IActorAccessor actors, IStringLocalizer<NoticeText> text) : PageModel
{
    /// <summary>Whose account it is, masked: whoever found the link is a stranger.</summary>
    public string Owner { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        // The address is a secret: it goes nowhere else.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await FindAsync(token, cancellationToken) is not { } client) return NotFound();
        Owner = MaskedName.Of(client.Name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { } client) return NotFound();
        // A browser that is paired already stays the one device that it is.
        await HttpContext.AuthenticateAsync(SubscriberIdentity.Scheme);
        if (HttpContext.Features.Get<OpenSession>() is { DeviceId: not null } open && open.ClientId == client.Id) return Redirect("/portal");
        using (actors.Begin(new Actor(null, client.Name[..Math.Min(client.Name.Length, 200)], "portal", Address: HttpContext.Connection.RemoteIpAddress?.ToString())))
        {
            if (await devices.PairAsync(client.Id, Request.Headers.UserAgent.ToString(), cancellationToken) is not { } device) return Full(client);
            await sessions.BeginAsync(HttpContext, client.Id, SessionKind.Device, device: device, cancellationToken: cancellationToken);
        }

        return Redirect("/portal");
    }

    private PageResult Full(ClientName client)
    {
        Owner = MaskedName.Of(client.Name);
        ModelState.AddModelError("", text["devices.many", PairedDevices.Most]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<ClientName?> FindAsync(string token, CancellationToken cancellationToken) =>
        await links.OwnerAsync(token, cancellationToken) is { } owner ? await clients.FindAsync(owner, cancellationToken) : null;
}
