using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Access;
using Wisp.Host.Features;
using Wisp.Host.Features.Roles;
using Wisp.Host.Shell;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

/// <summary>One role, or a new one: its page has two URLs.</summary>
[RequirePermission("roles.manage")]
public sealed class RoleModel(
    RoleList roles, RolePermissions permissions, PermissionMatrix matrix, SaveRole save, DeleteRole delete, IStringLocalizer<HostText> text) : PageModel
{
    private RoleRow? _role;

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public RoleForm Form { get; set; } = new();

    public string Title => _role?.Label ?? text["roles.new"];

    public bool BuiltIn => _role?.BuiltIn ?? false;

    public bool Everything => _role?.Everything ?? false;

    public bool CanDelete => _role is { BuiltIn: false, Operators: 0 };

    public IReadOnlyList<(string ModuleId, IReadOnlyList<MatrixLine> Lines)> Matrix { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        Form = new RoleForm { Name = _role?.Name, Description = _role?.Description, Stamp = _role?.Stamp };
        Matrix = matrix.For(await HeldAsync(cancellationToken));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        var wanted = matrix.Read(Request.Form, await HeldAsync(cancellationToken));
        var (id, problem) = await save.RunAsync(Id, Form, wanted, cancellationToken);
        Matrix = matrix.For(wanted);
        if (!ModelState.Accepts([problem], text, "Form.")) return Page();
        TempData.Say(text["roles.saved"]);
        return RedirectToPage("/Roles/Edit", new { id });
    }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancellationToken)
    {
        if (Id is not { } id) return NotFound();
        if (await delete.RunAsync(id, cancellationToken) is { } problem) TempData.SayFailed(problem.Text(text));
        else TempData.Say(text["roles.deleted"]);
        return RedirectToPage("/Roles/Index");
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (Id is null) return true;
        _role = (await roles.ReadAsync(cancellationToken)).Find(role => role.Id == Id);
        return _role is not null;
    }

    private async Task<IReadOnlyList<Grant>> HeldAsync(CancellationToken cancellationToken)
    {
        // Another process may have saved a moment ago; a form is made from what is stored.
        permissions.Forget();
        return Id is { } id ? [.. (await permissions.AllAsync(cancellationToken))[id]] : [];
    }
}
