using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Wisp.Modules.Portal.Features.Passwords;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

[EnableRateLimiting(RateLimitPolicies.SignIn)]
internal sealed class PasswordModel(Passwords passwords) : PortalPage, IBeforePassword
{
    [BindProperty]
    public string? Old { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public bool Must => Session.MustChange;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await passwords.ChangeAsync(Session, Old, Password, Again, cancellationToken);
        return problems.Count > 0 ? Refuse(problems) : Done("/portal", "password.done");
    }
}
