using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Links;
using Wisp.Modules.Portal.Features.Passwords;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>Opened from a mail: choosing a password uses the link up and signs in. A link that is good no more is "not found".</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimitPolicies.SignIn)]
internal sealed class LinkModel(OneTimeLinks links, Passwords passwords, IStringLocalizer<PortalText> text) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        // The address is a secret: it goes nowhere else.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return await links.FindAsync(token, cancellationToken) is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        if (await passwords.ChooseAsync(HttpContext, token, Password, Again, cancellationToken) is not { } problems) return NotFound();
        if (problems.Count == 0) return Redirect("/portal");
        foreach (var problem in problems) ModelState.AddModelError(problem.Field, text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
