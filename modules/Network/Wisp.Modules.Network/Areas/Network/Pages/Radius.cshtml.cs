using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.Radius;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

[RequirePermission(NetworkPermissions.Settings)]
internal sealed class RadiusModel(RadiusPolicy policy, IStringLocalizer<NetworkText> text) : PageModel
{
    [BindProperty]
    public PolicyInput Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancellationToken) => Input = await policy.ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await policy.SaveAsync(Input, cancellationToken);
        if (problems.Count == 0)
        {
            TempData["toast"] = text["radius.saved"].Value;
            return Redirect("/network/radius");
        }

        foreach (var problem in problems)
            ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
