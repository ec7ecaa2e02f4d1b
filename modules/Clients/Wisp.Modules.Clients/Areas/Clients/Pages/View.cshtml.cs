using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.View)]
internal sealed class ViewModel(ViewClient view, ClientHistory history, ICurrentOperator current) : PageModel
{
    public ClientDetails Client { get; private set; } = null!;

    public HistoryPage? Changes { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        Client = client;
        if (current.Can(ClientPermissions.Audit)) Changes = await history.RunAsync(id, null, cancellationToken);
        return Page();
    }
}
