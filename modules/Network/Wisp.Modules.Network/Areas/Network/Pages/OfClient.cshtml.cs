using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Features;
using Wisp.Modules.Network.Features.ListContracts;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>The contracts of one client, as the panel's tab and the page's card show them.</summary>
[RequirePermission("clients.view")]
[RequirePermission(NetworkPermissions.View)]
internal sealed class OfClientModel(ListContracts list, IClientScope scope, ContractScope contracts, IClientDirectory clients, ICurrentOperator current) : PageModel
{
    public Guid ClientId { get; private set; }

    /// <summary>Whether the operator may see contracts of this client, and not only of those whom he collects.</summary>
    public bool Covered { get; private set; }

    public bool MayAdd { get; private set; }

    public IReadOnlyList<ContractRow> Contracts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid client, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(client, cancellationToken) || await clients.FindAsync(client, cancellationToken) is not { } name) return NotFound();
        ClientId = client;
        Covered = await contracts.CoversAsync(client, cancellationToken);
        MayAdd = Covered && name.Active && current.Can(NetworkPermissions.Edit);
        Contracts = await list.OfClientAsync(client, cancellationToken);
        return Page();
    }
}
