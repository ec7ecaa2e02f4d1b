using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.View)]
internal sealed class PanelModel(ViewClient view, ClientHistory history, ICurrentOperator current) : PageModel
{
    public PanelView Panel { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string? tab, long? before, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        var historyAsked = tab == "history";
        if (historyAsked && !current.Can(ClientPermissions.Audit)) return Forbid();
        Panel = new PanelView(client, historyAsked ? await history.RunAsync(id, before, cancellationToken) : null);
        return Page();
    }
}
