using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.View)]
internal sealed class IndexModel(ListClients list, ViewClient view) : PageModel
{
    public ListView List { get; private set; } = null!;

    public ClientDetails? Selected { get; private set; }

    /// <param name="state">What the URL says.</param>
    /// <param name="jump">Whether a search that finds one client opens it (VIEW-03).</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IActionResult> OnGetAsync([FromQuery] ListState state, [FromQuery] bool jump, CancellationToken cancellationToken)
    {
        var found = await list.RunAsync(state.Query, cancellationToken);
        if (jump && state.HasSearch && (found.Exact ?? (found.Rows is [var one] ? one : null)) is { } only)
            return Redirect($"/clients/{only.Id}");

        List = new ListView(state, found);
        if (Request.IsHtmx()) return Partial("_List", List);
        if (state.Sel is { } id) Selected = await view.FindAsync(id, cancellationToken);
        return Page();
    }
}
