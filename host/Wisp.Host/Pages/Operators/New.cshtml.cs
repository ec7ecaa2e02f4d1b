using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features;
using Wisp.Host.Features.Operators;
using Wisp.Host.Features.Roles;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("operators.manage")]
public sealed class NewOperatorModel(CreateOperator create, RoleList roles, IStringLocalizer<HostText> text) : PageModel
{
    [BindProperty]
    public OperatorForm Form { get; set; } = new();

    public IReadOnlyList<RoleRow> Roles { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Roles = await roles.ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (id, password, problems) = await create.RunAsync(Form, cancellationToken);
        if (ModelState.Accepts(problems, text, "Form."))
        {
            TempData[OperatorModel.PasswordOnce(id)] = password;
            return RedirectToPage("/Operators/Edit", new { id });
        }

        Roles = await roles.ReadAsync(cancellationToken);
        return Page();
    }
}
