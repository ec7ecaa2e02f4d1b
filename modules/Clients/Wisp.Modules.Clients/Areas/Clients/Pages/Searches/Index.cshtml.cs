using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.SavedSearches;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.Searches;

[RequirePermission(ClientPermissions.View)]
internal sealed class IndexModel(SavedSearches searches, ReadList read, IStringLocalizer<SearchText> text) : PageModel
{
    public IReadOnlyList<SavedSearch> Saved { get; private set; } = [];

    public string? Problem { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Saved = await searches.ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, [FromForm] string? query, [FromForm] bool shared, CancellationToken cancellationToken)
    {
        // Kept as the list itself would write it, whatever was sent.
        var state = await read.StateAsync(new QueryCollection(QueryHelpers.ParseQuery(query)), cancellationToken);
        var outcome = await searches.SaveAsync(name, state.SearchQuery, shared, cancellationToken);
        if (outcome is SaveSearchOutcome.Saved or SaveSearchOutcome.Replaced)
        {
            TempData["toast"] = text[$"save.{outcome}"].Value;
            return Redirect(state.FirstPage.Url);
        }

        Problem = text[$"save.{outcome}", SavedSearches.NameLimit];
        Saved = await searches.ListAsync(cancellationToken);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync([FromForm] Guid id, CancellationToken cancellationToken)
    {
        if (!await searches.DeleteAsync(id, cancellationToken)) return NotFound();
        TempData["toast"] = text["saved.deleted"].Value;
        return Redirect("/clients/searches");
    }
}
