using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Runs;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Runs;

[RequirePermission(BillingPermissions.Issue)]
internal sealed class RunModel(Features.Runs.Runs runs, RunInvoices invoices, IStringLocalizer<BillingText> text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public RunRow Run { get; private set; } = null!;

    public bool Odd { get; private set; }

    public long OddCount { get; private set; }

    public IReadOnlyList<RunInvoice> Rows { get; private set; } = [];

    public Guid? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool? odd, Guid? after, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(Id, cancellationToken) is not { } run) return NotFound();
        Run = run;
        OddCount = await invoices.CountOddAsync(Id, cancellationToken);
        Odd = odd ?? OddCount > 0;
        var rows = await invoices.ListAsync(Id, Odd, after, cancellationToken);
        (Rows, Next) = rows.Count > RunInvoices.PageSize ? (rows[..RunInvoices.PageSize], (Guid?)rows[RunInvoices.PageSize - 1].Id) : (rows, null);
        return Page();
    }

    public Task<IActionResult> OnPostPlanAsync(CancellationToken cancellationToken) => ActAsync(RunAct.Plan, cancellationToken);

    public Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken) => ActAsync(RunAct.Issue, cancellationToken);

    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancellationToken) => ActAsync(RunAct.Discard, cancellationToken);

    private async Task<IActionResult> ActAsync(RunAct act, CancellationToken cancellationToken)
    {
        if (await runs.ActAsync(Id, act, cancellationToken) is not { } why) return Redirect($"/billing/runs/{Id}");
        if (await OnGetAsync(null, null, cancellationToken) is NotFoundResult gone) return gone;
        ModelState.AddModelError("", text[why]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
