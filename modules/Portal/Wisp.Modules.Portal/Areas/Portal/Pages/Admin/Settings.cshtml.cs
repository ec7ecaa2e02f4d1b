using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin;

/// <summary>Sets the portal up: its name, address and colour, and what subscribers may see and do.</summary>
[RequirePermission(PortalPermissions.Settings)]
internal sealed class SettingsModel(ReadPortal portal, SavePortal save, IMail mail, IStringLocalizer<PortalText> text) : AdminPage(text)
{
    [BindProperty]
    public PortalInput Input { get; set; } = new();

    public bool HasLogo { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = await portal.ReadAsync(cancellationToken);
        HasLogo = now.LogoFile is not null;
        Input = new PortalInput
        {
            Name = now.Name, Address = now.Address.Length > 0 ? now.Address : await mail.LinkAsync("", cancellationToken), Color = now.Color, Help = now.Help, Profile = now.Profile,
            Consumption = now.Consumption, Vouchers = now.Vouchers, Promises = now.Promises, PlanRequests = now.PlanRequests,
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        HasLogo = (await portal.ReadAsync(cancellationToken)).LogoFile is not null;
        var problems = await save.RunAsync(Input, cancellationToken);
        return problems.Count > 0 ? Refuse(problems) : Done("/subscribers/settings", "settings.saved");
    }
}
