using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Gateways;

/// <summary>A client's gateways, as the panel's tab shows them (PANEL-05).</summary>
[RequirePermission("clients.view")]
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class OfModel(Enrolments enrolments, BillingScope scope, IClientScope clients) : PageModel
{
    public Guid ClientId { get; private set; }

    /// <summary>Whether the operator may see them of this client, and not only of those whom he collects.</summary>
    public bool Covered { get; private set; }

    public IReadOnlyList<Enrolment> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await clients.CoversAsync(clientId, cancellationToken)) return NotFound();
        ClientId = clientId;
        Covered = await scope.CoversAsync(clientId, cancellationToken);
        if (Covered) Rows = await enrolments.OfAsync(clientId, cancellationToken);
        return Page();
    }
}
