using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.Export;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Starts an export from the list's menu; it has no screen of its own.</summary>
[RequirePermission(ClientPermissions.Export)]
internal sealed class ExportModel(ReadList read, StartExport start, IStringLocalizer<ExportText> text, IStringLocalizer<SearchText> search) : PageModel
{
    public IActionResult OnGet() => Redirect("/clients");

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? scope, [FromForm] string? format, [FromForm] string? query, CancellationToken cancellationToken)
    {
        var state = await read.StateAsync(new QueryCollection(QueryHelpers.ParseQuery(query)), cancellationToken);
        // Whatever else was sent asks for less, not for more.
        var all = scope == "all";
        if (!all && state.Terms.Wrong is [var wrong, ..])
        {
            TempData["toast.error"] = text["refusal.term", wrong.Text, search[wrong.Problem].Value].Value;
            return Redirect(state.FirstPage.Url);
        }

        var job = await start.RunAsync(
            format == "csv" ? "csv" : "xlsx", all ? null : state.SearchQuery, state.FirstPage.Url, cancellationToken);
        return Redirect($"/jobs/{job}");
    }
}
