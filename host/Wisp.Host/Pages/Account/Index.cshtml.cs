using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features;
using Wisp.Host.Features.Account;
using Wisp.Host.Shell;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[SignedIn]
public sealed class AccountModel(
    UserManager<Operator> users, OperatorSignIn signIn, OperatorSessions sessions, EditMyself edit, IStringLocalizer<HostText> text) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    public string? Email { get; private set; }

    public bool SecondFactor { get; private set; }

    public int CodesLeft { get; private set; }

    public Guid? Present => signIn.Session;

    public IReadOnlyList<OpenSession> Sessions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        (Name, Language) = (user.Name, user.Language);
        return await ShowAsync(user, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        if (!ModelState.Accepts(await edit.RunAsync(user, Name, Language), text)) return await ShowAsync(user, cancellationToken);
        TempData.Say(text["form.saved"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid session)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        await sessions.EndAsync(user.Id, session);
        TempData.Say(text["sessions.ended"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndOthersAsync()
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        await sessions.EndAsync(user.Id, except: signIn.Session);
        TempData.Say(text["sessions.ended"]);
        return RedirectToPage();
    }

    private async Task<PageResult> ShowAsync(Operator user, CancellationToken cancellationToken)
    {
        Email = user.Email;
        SecondFactor = user.TwoFactorEnabled;
        CodesLeft = SecondFactor ? await users.CountRecoveryCodesAsync(user) : 0;
        Sessions = await sessions.OpenAsync(user.Id, cancellationToken);
        return Page();
    }
}
