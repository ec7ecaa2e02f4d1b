using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Host.Features.Operators;
using Wisp.Host.Features.Roles;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("operators.manage")]
public sealed class OperatorsModel(OperatorList operators, RoleList roles) : PageModel
{
    private Dictionary<Guid, string> _names = [];

    public IReadOnlyList<OperatorRow> Rows { get; private set; } = [];

    public IEnumerable<string> RoleNames(OperatorRow row) => row.Roles.Select(id => _names.GetValueOrDefault(id, "")).Order(StringComparer.CurrentCulture);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        _names = (await roles.ReadAsync(cancellationToken)).ToDictionary(role => role.Id, role => role.Label);
        Rows = await operators.ReadAsync(null, cancellationToken);
    }
}
