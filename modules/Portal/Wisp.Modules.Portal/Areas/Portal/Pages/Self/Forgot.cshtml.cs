using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Wisp.Modules.Portal.Features.Links;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>"¿Olvidó su contraseña? / Primer ingreso" (PORTAL-02): the same answer for everybody (PORTAL-03).</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimitPolicies.SignIn)]
internal sealed class ForgotModel(RequestLink request) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    public bool Asked { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await request.RunAsync(Email, cancellationToken);
        Asked = true;
        return Page();
    }
}
