using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Modules.Portal.Features.Passwords;
using Wisp.Modules.Portal.Features.SecondFactor;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin;

/// <summary>A client's access to the portal: "Regenerar contraseña" and, better, a link (PWD-02); sessions, closing, looking as the client does.</summary>
[RequirePermission(PortalPermissions.RegeneratePassword)]
[RequirePermission("clients.view")]
internal sealed class AccessModel(
    Accesses accesses, RegeneratePassword passwords, SecondFactor factor, SubscriberSessions sessions, IClientContact contacts, IClientScope scope, ICurrentOperator current, IIsp isp, IStringLocalizer<PortalText> text)
    : AdminPage(text)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public ClientContact Contact { get; private set; } = null!;

    public AccessRow? Access { get; private set; }

    public Problem? Obstacle { get; private set; }

    /// <summary>Whether a code is asked for as well.</summary>
    public bool HasFactor { get; private set; }

    public int Sessions { get; private set; }

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public async Task<IActionResult> OnGetAsync(Guid clientId, CancellationToken cancellationToken) => await LoadAsync(clientId, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostLinkAsync(Guid clientId, CancellationToken cancellationToken) =>
        ActAsync(clientId, () => passwords.SendLinkAsync(Contact, cancellationToken), "access.link.done", cancellationToken);

    public Task<IActionResult> OnPostPasswordAsync(Guid clientId, CancellationToken cancellationToken) =>
        ActAsync(clientId, () => passwords.RunAsync(Contact, cancellationToken), "access.password.done", cancellationToken);

    public Task<IActionResult> OnPostEndAsync(Guid clientId, CancellationToken cancellationToken) => ActAsync(clientId, async () =>
    {
        await sessions.EndAsync(clientId, cancellationToken: cancellationToken);
        return null;
    }, "access.end.done", cancellationToken);

    public Task<IActionResult> OnPostSwitchAsync(Guid clientId, bool on, CancellationToken cancellationToken) => ActAsync(clientId, async () =>
    {
        await accesses.SwitchAsync(clientId, on, cancellationToken);
        return null;
    }, on ? "access.reopen.done" : "access.close.done", cancellationToken);

    /// <summary>For somebody who lost both the phone and the recovery codes.</summary>
    public Task<IActionResult> OnPostFactorAsync(Guid clientId, CancellationToken cancellationToken) => ActAsync(
        clientId, async () => await factor.ForgetAsync(clientId, cancellationToken) ? null : new Problem("", "factor.at-once"), "access.factor.done", cancellationToken);

    public async Task<IActionResult> OnPostViewAsAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!current.Can(PortalPermissions.ViewAs)) return Forbid();
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        await accesses.EnsureAsync(clientId, cancellationToken);
        await sessions.BeginAsync(HttpContext, clientId, SessionKind.Operator, current, cancellationToken: cancellationToken);
        return Redirect("/portal");
    }

    private async Task<IActionResult> ActAsync(Guid clientId, Func<Task<Problem?>> act, string done, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        return await act() is { } problem ? Refuse(problem) : Done($"/subscribers/{clientId}", done, Contact.Email ?? "");
    }

    private async Task<bool> LoadAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(clientId, cancellationToken) || await contacts.FindAsync(clientId, cancellationToken) is not { } contact) return false;
        Contact = contact;
        Access = await accesses.FindAsync(clientId, cancellationToken);
        HasFactor = await factor.IsOnAsync(clientId);
        Sessions = (await sessions.OpenAsync(clientId, cancellationToken)).Count;
        Obstacle = await passwords.ObstacleAsync(contact, cancellationToken);
        _zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        return true;
    }
}
