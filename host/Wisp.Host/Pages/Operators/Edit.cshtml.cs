using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features;
using Wisp.Host.Features.Operators;
using Wisp.Host.Features.Roles;
using Wisp.Host.Shell;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("operators.manage")]
public sealed class OperatorModel(
    OperatorList operators, RoleList roles, EditOperator edit, OperatorAccess access, ICurrentOperator current,
    IStringLocalizer<HostText> text) : PageModel
{
    /// <summary>Carries a one-time password to the next page, encrypted in the browser's cookie, once.</summary>
    public static string PasswordOnce(Guid operatorId) => $"one-time-password:{operatorId}";

    private OperatorRow? _row;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public OperatorForm Form { get; set; } = new();

    public OperatorRow Row => _row!;

    public bool IsMe => Id == current.Id;

    public IReadOnlyList<RoleRow> Roles { get; private set; } = [];

    public string? OneTimePassword { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        OneTimePassword = TempData[PasswordOnce(Id)] as string;
        Form = new OperatorForm { Name = Row.Name, Email = Row.Email, Roles = [.. Row.Roles], Language = Row.Language };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await edit.RunAsync(Id, Form, cancellationToken);
        if (!ModelState.Accepts(problems, text, "Form.")) return await ReadAsync(cancellationToken) ? Page() : NotFound();
        TempData.Say(text["form.saved"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken cancellationToken)
    {
        var (password, problem) = await access.NewPasswordAsync(Id, cancellationToken);
        if (problem is null) TempData[PasswordOnce(Id)] = password;
        return Done(problem, "operators.password-made");
    }

    public async Task<IActionResult> OnPostSecondFactorAsync(CancellationToken cancellationToken) =>
        Done(await access.ForgetSecondFactorAsync(Id, cancellationToken), "operators.factor-forgotten");

    public async Task<IActionResult> OnPostDisableAsync(CancellationToken cancellationToken) =>
        Done(await access.DisableAsync(Id, cancellationToken), "operators.disabled-done");

    public async Task<IActionResult> OnPostEnableAsync(CancellationToken cancellationToken) =>
        Done(await access.EnableAsync(Id, cancellationToken), "operators.enabled-done");

    private RedirectToPageResult Done(Problem? problem, string key)
    {
        if (problem is null) TempData.Say(text[key]);
        else TempData.SayFailed(problem.Text(text));
        return RedirectToPage("/Operators/Edit", null, new { Id });
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _row = (await operators.ReadAsync(Id, cancellationToken)).SingleOrDefault();
        Roles = await roles.ReadAsync(cancellationToken);
        return _row is not null;
    }
}
