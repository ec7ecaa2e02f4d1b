using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Areas.Portal.Pages.Self;
using Wisp.Modules.Portal.Features.Devices;
using Wisp.Modules.Portal.Features.Push;
using Wisp.Modules.Portal.Features.Settings;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Devices;

/// <summary>A subscriber's own devices: takes them off, and lets notices reach this one.</summary>
internal sealed class OwnModel(PairedDevices devices, PushSubscriptions subscriptions, IStringLocalizer<NoticeText> text) : PortalPage
{
    protected override IStringLocalizer Words => text;

    [BindProperty]
    public string? Endpoint { get; set; }

    [BindProperty]
    public string? P256dh { get; set; }

    [BindProperty]
    public string? Auth { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await devices.RevokeAsync(ClientId, id, cancellationToken)) return NotFound();
        return Say(id == Session.DeviceId ? "/portal/sign-in" : "/portal/me", "own.removed");
    }

    public async Task<IActionResult> OnPostSubscribeAsync(CancellationToken cancellationToken)
    {
        if (!subscriptions.IsGood(Endpoint, P256dh, Auth)) return BadRequest();
        return await subscriptions.SaveAsync(Session, Request.Headers.UserAgent.ToString(), Endpoint!, P256dh!, Auth!, cancellationToken) switch
        {
            Subscribed.Done => Say("/portal/me", "push.done"),
            Subscribed.TakenOff => Redirect("/portal/sign-in"),
            _ => Refuse(new Problem("", "devices.many", PairedDevices.Most)),
        };
    }

    public async Task<IActionResult> OnPostUnsubscribeAsync(CancellationToken cancellationToken)
    {
        if (Session.DeviceId is { } device) await subscriptions.DropAsync(device, cancellationToken);
        return Say("/portal/me", "push.off.done");
    }

    private RedirectResult Say(string url, string key)
    {
        TempData["portal-said"] = text[key].Value;
        return Redirect(url);
    }
}
