using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Host.Features.Roles;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("roles.manage")]
public sealed class RolesModel(RoleList roles) : PageModel
{
    public IReadOnlyList<RoleRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await roles.ReadAsync(cancellationToken);
}
