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
public sealed class TwoFactorModel(
    UserManager<Operator> users, SecondFactor factor, ConfirmPassword confirm, IStringLocalizer<HostText> text) : PageModel
{
    public bool On { get; private set; }

    public string? Key { get; private set; }

    /// <summary>New recovery codes, shown in this answer only.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await users.GetUserAsync(User) is { } user ? await ShowAsync(user) : Challenge();

    public Task<IActionResult> OnPostBeginAsync(string? password) => ConfirmedAsync(password, async user =>
    {
        if (!user.TwoFactorEnabled) await factor.BeginAsync(user);
        return RedirectToPage();
    });

    public async Task<IActionResult> OnPostProveAsync(string? code)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        if (user.TwoFactorEnabled) return RedirectToPage();
        Codes = await factor.ProveAsync(user, code ?? "");
        if (Codes is null) ModelState.Accepts([new Problem("Code", "two-factor.wrong-code")], text);
        return await ShowAsync(user);
    }

    public Task<IActionResult> OnPostCodesAsync(string? password) => ConfirmedAsync(password, async user =>
    {
        if (!user.TwoFactorEnabled) return RedirectToPage();
        Codes = await factor.NewCodesAsync(user);
        return await ShowAsync(user);
    });

    public Task<IActionResult> OnPostEndAsync(string? password) => ConfirmedAsync(password, async user =>
    {
        await factor.EndAsync(user);
        TempData.Say(text["two-factor.ended"]);
        return RedirectToPage();
    });

    private async Task<IActionResult> ConfirmedAsync(string? password, Func<Operator, Task<IActionResult>> then)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        return ModelState.Accepts([await confirm.CheckAsync(user, password ?? "", "Password")], text) ? await then(user) : await ShowAsync(user);
    }

    private async Task<IActionResult> ShowAsync(Operator user)
    {
        On = user.TwoFactorEnabled;
        Key = await factor.KeyAsync(user);
        return Page();
    }
}
