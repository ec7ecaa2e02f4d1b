using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Links;
using Wisp.Modules.Portal.Features.Passwords;
using Wisp.Modules.Portal.Features.SecondFactor;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>Opened from a mail: choosing a password uses the link up and signs in. A link that is good no more is "not found".</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimitPolicies.SignIn)]
internal sealed class LinkModel(OneTimeLinks links, Passwords passwords, SecondFactor factor, IStringLocalizer<PortalText> text) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Whether an authenticator app is asked for as well: a mailbox alone opens no such access.</summary>
    public bool NeedsCode { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        // The address is a secret: it goes nowhere else.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await links.FindAsync(token, cancellationToken) is not { } client) return NotFound();
        NeedsCode = await factor.IsOnAsync(client);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        NeedsCode = await links.FindAsync(token, cancellationToken) is { } client && await factor.IsOnAsync(client);
        if (await passwords.ChooseAsync(HttpContext, token, Password, Again, Code, cancellationToken) is not { } problems) return NotFound();
        if (problems.Count == 0) return Redirect("/portal");
        foreach (var problem in problems) ModelState.AddModelError(problem.Field, text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
