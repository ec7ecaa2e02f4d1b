using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Runs;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Runs;

[RequirePermission(BillingPermissions.Issue)]
internal sealed class RunsModel(Features.Runs.Runs runs) : PageModel
{
    public IReadOnlyList<RunRow> Found { get; private set; } = [];

    public IReadOnlyList<RunProblem> Problems { get; private set; } = [];

    /// <summary>The days of this month on which something is or was billed.</summary>
    public IReadOnlyList<CycleDay> Calendar { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Found = await runs.ListAsync(cancellationToken);
        Problems = await runs.ProblemsAsync(cancellationToken);
        Calendar = [.. (await runs.CalendarAsync(cancellationToken)).Where(day => day.Clients > 0 || day.Issued > 0)];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Redirect($"/billing/runs/{await runs.PlanAsync(cancellationToken)}");
}
