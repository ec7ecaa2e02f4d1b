using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Wisp.Modules.Portal.Features.Look;
using Wisp.Modules.Portal.Features.SecondFactor;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

[AllowAnonymous]
[EnableRateLimiting(RateLimitPolicies.SignIn)]
internal sealed class SignInModel(PasswordSignIn signIn, SubscriberSessions sessions, CodeStep step) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public bool Refused { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await signIn.TryAsync(Email, Password, cancellationToken) is not { } access)
        {
            Refused = true;
            return Page();
        }

        if (access.TwoFactorEnabled)
        {
            step.Begin(HttpContext, access);
            return Redirect($"/portal/sign-in/code?ReturnUrl={Uri.EscapeDataString(PortalUrl.Or(ReturnUrl))}");
        }

        await sessions.BeginAsync(HttpContext, access.Id, SessionKind.Password, cancellationToken: cancellationToken);
        return Redirect(PortalUrl.Or(ReturnUrl));
    }
}
