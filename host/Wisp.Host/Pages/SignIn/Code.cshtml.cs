using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Wisp.Host.Endpoints;
using Wisp.Host.Features.SignIn;
using Wisp.Host.Web;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[AllowAnonymous]
[EnableRateLimiting(RateLimitPolicies.SignIn)]
public sealed class SignInCodeModel(CodeStep step) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public bool Refused { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await step.IsOpenAsync() ? Page() : RedirectToPage("/SignIn/Index", new { ReturnUrl });

    public async Task<IActionResult> OnPostAsync()
    {
        if (await step.TryAsync(Code ?? "")) return LocalRedirect(LocalUrl.Or(ReturnUrl, "/"));
        Refused = true;
        return Page();
    }
}
