using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.View)]
internal sealed class PanelModel(ReadPanel read, ICurrentOperator current) : PageModel
{
    public PanelView Panel { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string? tab, CancellationToken cancellationToken)
    {
        if (tab == PanelView.Audits && !current.Can(ClientPermissions.Audit)) return Forbid();
        if (await read.FindAsync(id, tab, cancellationToken, HistoryFilter.Read(Request.Query)) is not { } panel) return NotFound();
        Panel = panel;
        return Page();
    }
}
