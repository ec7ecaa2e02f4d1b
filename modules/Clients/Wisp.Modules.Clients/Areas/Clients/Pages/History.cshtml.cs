using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.View)]
[RequirePermission(ClientPermissions.Audit)]
internal sealed class HistoryModel(ViewClient view, ClientHistory history) : PageModel
{
    public ClientDetails Client { get; private set; } = null!;

    public HistoryView Changes { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        Client = client;
        var filter = HistoryFilter.Read(Request.Query);
        Changes = new HistoryView(await history.RunAsync(id, filter, withOptions: true, cancellationToken), filter, $"/clients/{id}/history", null);
        return Page();
    }
}
