using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.BulkUpdate;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.Bulk;

/// <summary>Takes what was ticked and marked in the last tab of the advanced search, and begins the plan.</summary>
[RequirePermission(ClientPermissions.BulkUpdate)]
internal sealed class NewModel(StartBulk start, BulkFields fields, BulkWords words, IStringLocalizer<BulkText> text) : PageModel
{
    private const int MostTicked = 10_000;

    public IActionResult OnGet() => Redirect("/clients?adv=bulk");

    public async Task<IActionResult> OnPostAsync(
        [FromForm] Guid[] ids, [FromForm] string? ticked, [FromForm] string? scope, [FromForm] string? query, [FromForm] string[] apply, CancellationToken cancellationToken)
    {
        // Ticks of other pages come in one field: a form may not have thousands of them.
        Guid[] chosen = [.. ids.Concat((ticked ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => Guid.TryParse(one, out var id) ? id : Guid.Empty)).Distinct()];
        var all = scope == "all";
        if (!all && chosen.Length == 0) return Back(query, text["new.nobody"]);
        if (!all && chosen.Length > MostTicked) return Back(query, text["new.too-many", MostTicked]);
        if (apply.Length == 0) return Back(query, text["new.nothing"]);

        var values = new ClientBulkValues(apply.Distinct(StringComparer.Ordinal).ToDictionary(
            key => key, key => Request.Form[$"value:{key}"].ToString().Trim() is { Length: > 0 } value ? value : null, StringComparer.Ordinal));
        if (fields.Of(values) is not { } marked) return Back(query, text["job.fields-gone"]);
        var wrong = await fields.CheckAsync(marked, cancellationToken);
        if (wrong.Count > 0)
        {
            var (key, problem) = wrong.First();
            return Back(query, $"{words.Field(key)}: {(problem is null ? text["new.silent"] : problem.Length == 0 ? text["new.value"] : problem)}");
        }

        var selection = new BulkSelection(all ? [] : chosen, query ?? "");
        return Redirect($"/clients/bulk/{await start.PlanAsync(values, selection, await words.TitleAsync(values, cancellationToken), cancellationToken)}");
    }

    private RedirectResult Back(string? query, string problem)
    {
        TempData["toast.error"] = problem;
        var here = string.IsNullOrEmpty(query) || query[0] != '?' ? "?" : query + "&";
        return Redirect($"/clients{here}adv=bulk");
    }
}
