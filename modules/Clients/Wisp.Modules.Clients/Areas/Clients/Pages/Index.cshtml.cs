using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.SavedSearches;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.View)]
internal sealed class IndexModel(ReadList read, ReadAdvanced readAdvanced, ReadPanel readPanel, SavedSearches saved) : PageModel
{
    public ListView List { get; private set; } = null!;

    /// <summary>The advanced search, when it is open.</summary>
    public AdvancedSearch? Advanced { get; private set; }

    public IReadOnlyList<SavedSearch> Saved { get; private set; } = [];

    public PanelView? Panel { get; private set; }

    /// <param name="jump">Whether a search that finds one client opens it (VIEW-03).</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IActionResult> OnGetAsync([FromQuery] bool jump, CancellationToken cancellationToken)
    {
        var state = await read.StateAsync(Request.Query, cancellationToken);
        List = await read.RunAsync(state, cancellationToken);
        if (jump && state.HasSearch && (List.Page.Exact ?? (List.Page.Rows is [var one] ? one : null)) is { } only)
            return Redirect($"/clients/{only.Id}");

        if (Request.IsHtmx())
        {
            // The form sends its empty fields too; the address bar gets what the search is.
            if (List.State.QueryString != Request.QueryString.Value) Response.Headers["HX-Replace-Url"] = List.State.Url;
            return Partial("_List", List);
        }

        if (state.Adv is not null) Advanced = await readAdvanced.RunAsync(state, cancellationToken);
        Saved = await saved.ListAsync(cancellationToken);
        if (state.Sel is { } id) Panel = await readPanel.FindAsync(id, null, cancellationToken);
        return Page();
    }

    /// <summary>The advanced search alone, when it is opened.</summary>
    public async Task<IActionResult> OnGetAdvancedAsync(CancellationToken cancellationToken) =>
        Partial("_Advanced", await readAdvanced.RunAsync(await read.StateAsync(Request.Query, cancellationToken), cancellationToken));
}
