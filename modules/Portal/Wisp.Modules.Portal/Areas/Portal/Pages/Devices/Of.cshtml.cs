using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using QRCoder;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Features.Devices;
using Wisp.Modules.Portal.Features.SecondFactor;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Devices;

/// <summary>A client's devices, the pairing link and its QR, as the panel's tab and the page's card show them (PANEL-06, PANEL-07).</summary>
[RequirePermission("clients.view")]
internal sealed class OfModel(
    PairedDevices devices, PairingLinks links, SecondFactor factor, IClientScope scope, IClientDirectory clients, ICurrentOperator current, ReadPortal portal, IIsp isp, IStringLocalizer<NoticeText> text)
    : PageModel
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public Guid ClientId { get; private set; }

    public bool Active { get; private set; }

    public bool IsSetUp { get; private set; }

    public IReadOnlyList<Device> Devices { get; private set; } = [];

    public PairingLink? Link { get; private set; }

    /// <summary>Whether a code is asked for: then no link opens the access.</summary>
    public bool AsksForCode { get; private set; }

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public async Task<IActionResult> OnGetAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(clientId, cancellationToken) || await clients.FindAsync(clientId, cancellationToken) is not { } client) return NotFound();
        (ClientId, Active) = (clientId, client.Active);
        IsSetUp = (await portal.ReadAsync(cancellationToken)).IsSetUp;
        Devices = await devices.ListAsync(clientId, cancellationToken);
        AsksForCode = await factor.IsOnAsync(clientId);
        // Whoever has the link can sign in as the client.
        if (!AsksForCode && current.Can(PortalPermissions.RegeneratePassword)) Link = await links.FindAsync(clientId, cancellationToken);
        _zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        return Page();
    }

    public async Task<IActionResult> OnGetQrAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!current.Can(PortalPermissions.RegeneratePassword)) return Forbid();
        if (!await scope.CoversAsync(clientId, cancellationToken) || await factor.IsOnAsync(clientId) || (await links.FindAsync(clientId, cancellationToken))?.Url is not { } link) return NotFound();
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return File(Encoding.UTF8.GetBytes(code.GetGraphic(4)), "image/svg+xml");
    }

    public Task<IActionResult> OnPostMakeAsync(Guid clientId, CancellationToken cancellationToken) => ActAsync(clientId, async active =>
    {
        if (!active || await factor.IsOnAsync(clientId)) return false;
        await links.MakeAsync(clientId, cancellationToken);
        return true;
    }, "pairing.made.done", cancellationToken);

    public Task<IActionResult> OnPostRevokeAsync(Guid clientId, CancellationToken cancellationToken) => ActAsync(clientId, async _ =>
    {
        await links.RevokeAsync(clientId, cancellationToken);
        return true;
    }, "pairing.revoked.done", cancellationToken);

    public Task<IActionResult> OnPostDeviceAsync(Guid clientId, Guid id, CancellationToken cancellationToken) =>
        ActAsync(clientId, _ => devices.RevokeAsync(clientId, id, cancellationToken), "devices.removed", cancellationToken);

    private async Task<IActionResult> ActAsync(Guid clientId, Func<bool, Task<bool>> act, string done, CancellationToken cancellationToken)
    {
        if (!current.Can(PortalPermissions.RegeneratePassword)) return Forbid();
        if (!await scope.CoversAsync(clientId, cancellationToken) || await clients.FindAsync(clientId, cancellationToken) is not { } client || !await act(client.Active)) return NotFound();
        TempData["toast"] = text[done].Value;
        return Redirect(client.Url);
    }
}
