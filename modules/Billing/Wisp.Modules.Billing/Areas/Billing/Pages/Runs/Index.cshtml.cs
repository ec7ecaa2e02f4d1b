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

    public IReadOnlyList<CycleDay> Calendar { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Found = await runs.ListAsync(cancellationToken);
        Problems = await runs.ProblemsAsync(cancellationToken);
        Calendar = await runs.CalendarAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Redirect($"/billing/runs/{await runs.PlanAsync(cancellationToken)}");
}
