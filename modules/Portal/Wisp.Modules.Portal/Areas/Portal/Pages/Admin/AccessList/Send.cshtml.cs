using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features;
using Wisp.Modules.Portal.Features.AccessList;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin.AccessList;

/// <summary>Says how many get a link before any is sent.</summary>
[RequirePermission(PortalPermissions.RegeneratePassword)]
[RequirePermission("clients.view")]
internal sealed class SendModel(ListAccesses list, BeginSendLinks begin, PortalScope scope, ReadPortal portal, IMail mail, IStringLocalizer<SelfText> text) : AdminPage(text)
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Is { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Since { get; set; }

    public AccessFilter Filter { get; private set; } = new();

    public Reach Reach { get; private set; } = new(0, 0, 0);

    /// <summary>Key of what keeps links from being sent, or <c>null</c>.</summary>
    public string? Obstacle { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!scope.IsWhole(PortalPermissions.RegeneratePassword)) return Forbid();
        await LoadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!scope.IsWhole(PortalPermissions.RegeneratePassword)) return Forbid();
        await LoadAsync(cancellationToken);
        if (Obstacle is not null) return Refuse(new Problem("", "send.not-set-up"));
        return await begin.RunAsync(Filter, cancellationToken) is { } job ? Redirect($"/jobs/{job}") : Refuse(new Problem("", "send.nobody"));
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Filter = AccessFilter.Of(Q, Is, Since);
        Reach = await list.ReachAsync(Filter, cancellationToken);
        Obstacle = await portal.LinkAsync("", cancellationToken) is null ? "access.no-portal" : !await mail.IsSetUpAsync(cancellationToken) ? "access.no-mail" : null;
    }
}
