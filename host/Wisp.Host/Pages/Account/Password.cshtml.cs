using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features;
using Wisp.Host.Features.Account;
using Wisp.Host.Shell;
using Wisp.Host.Web;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[SignedIn]
[EnableRateLimiting(RateLimitPolicies.SignIn)]
public sealed class PasswordModel(UserManager<Operator> users, ChangePassword change, IStringLocalizer<HostText> text) : PageModel
{
    public bool Forced { get; private set; }

    public string? Email { get; private set; }

    public int ShortestLength => users.Options.Password.RequiredLength;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() is null ? Challenge() : Page();

    public async Task<IActionResult> OnPostAsync(string? current, string? wanted, string? again)
    {
        if (await ReadAsync() is not { } user) return Challenge();
        var problems = await change.RunAsync(user, new NewPassword(current ?? "", wanted ?? "", again ?? ""));
        if (!ModelState.Accepts(problems, text)) return Page();
        TempData.Say(text["password.changed"]);
        return LocalRedirect(Forced ? "/" : "/account");
    }

    private async Task<Operator?> ReadAsync()
    {
        var user = await users.GetUserAsync(User);
        Forced = user?.MustChangePassword ?? false;
        Email = user?.Email;
        return user;
    }
}
