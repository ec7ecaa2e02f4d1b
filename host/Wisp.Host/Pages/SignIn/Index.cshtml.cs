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
public sealed class SignInModel(PasswordStep step, ICurrentOperator current) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public bool Refused { get; private set; }

    public IActionResult OnGet() => current.Id is null ? Page() : LocalRedirect(LocalUrl.Or(ReturnUrl, "/"));

    public async Task<IActionResult> OnPostAsync()
    {
        switch (await step.TryAsync(Email ?? "", Password ?? ""))
        {
            case SignInAnswer.SignedIn:
                return LocalRedirect(LocalUrl.Or(ReturnUrl, "/"));
            case SignInAnswer.SecondStep:
                return RedirectToPage("/SignIn/Code", new { ReturnUrl });
            default:
                Refused = true;
                return Page();
        }
    }
}
