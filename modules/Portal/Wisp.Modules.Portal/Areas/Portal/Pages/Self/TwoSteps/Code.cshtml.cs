using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Features.Look;
using Wisp.Modules.Portal.Features.SecondFactor;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.TwoSteps;

/// <summary>Asks for the code of the authenticator app after a right password.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimitPolicies.SignIn)]
internal sealed class CodeModel(CodeStep step, SecondFactor factor, SubscriberSessions sessions, IClientContact contacts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public bool Refused { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await step.FindAsync(HttpContext) is null ? Redirect("/portal/sign-in") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await step.FindAsync(HttpContext) is not { } access || await contacts.FindAsync(access.Id, cancellationToken) is not { Active: true }) return Redirect("/portal/sign-in");
        if (!await factor.CheckAsync(access.Id, Code, cancellationToken))
        {
            Refused = true;
            return Page();
        }

        CodeStep.End(HttpContext);
        await sessions.BeginAsync(HttpContext, access.Id, SessionKind.Password, cancellationToken: cancellationToken);
        return Redirect(PortalUrl.Or(ReturnUrl));
    }
}
