using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.Radius;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

[RequirePermission(NetworkPermissions.Settings)]
internal sealed class RadiusModel(RadiusPolicy policy, IStringLocalizer<NetworkText> text) : NetworkPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public PolicyInput Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancellationToken) => Input = await policy.ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await policy.SaveAsync(Input, cancellationToken);
        if (problems.Count > 0) return Refuse(problems);
        TempData["toast"] = _text["radius.saved"].Value;
        return Redirect("/network/radius");
    }
}
