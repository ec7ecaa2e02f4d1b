using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Host.Features.Jobs;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

/// <summary>What starts by the clock.</summary>
[RequirePermission("jobs.view")]
public sealed class TimersModel(Timers timers, ICurrentOperator current) : PageModel
{
    public IReadOnlyList<TimerLine> Lines { get; private set; } = [];

    public bool CanRun => current.Can("jobs.manage");

    public async Task OnGetAsync(CancellationToken cancellationToken) => Lines = await timers.ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostRunAsync(string? timer, CancellationToken cancellationToken)
    {
        if (!CanRun) return Forbid();
        return await timers.RunAsync(timer ?? "", cancellationToken) is { } job ? LocalRedirect($"/jobs/{job}") : NotFound();
    }
}
