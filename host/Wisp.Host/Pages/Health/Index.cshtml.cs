using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features.Health;
using Wisp.Host.Shell;
using Wisp.Runtime.Events;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("health.view")]
public sealed class HealthModel(
    HealthReport report, ParkedEvents parked, ICurrentOperator current, IStringLocalizer<HostText> text) : PageModel
{
    private const int MostShown = 50;

    public HealthState Health { get; private set; } = null!;

    public IReadOnlyList<ParkedEvent> Parked { get; private set; } = [];

    public long ParkedCount { get; private set; }

    public bool CanRetry => current.Can("jobs.manage");

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Health = await report.AskAsync(cancellationToken);
        if (!Health.Database) return;
        Parked = await parked.ListAsync(MostShown, cancellationToken);
        ParkedCount = Parked.Count < MostShown ? Parked.Count : await parked.CountAsync(cancellationToken);
    }

    public Task<IActionResult> OnPostRetryAsync([FromForm] long eventId, [FromForm] string? subscriber, CancellationToken cancellationToken) =>
        RetryAsync(eventId, subscriber ?? "", cancellationToken);

    public Task<IActionResult> OnPostRetryAllAsync(CancellationToken cancellationToken) => RetryAsync(null, null, cancellationToken);

    private async Task<IActionResult> RetryAsync(long? eventId, string? subscriber, CancellationToken cancellationToken)
    {
        if (!CanRetry) return Forbid();
        var due = await parked.RetryAsync(eventId, subscriber, cancellationToken);
        if (due > 0) TempData.Say(text["parked.retried", due]);
        else TempData.SayFailed(text["parked.gone"]);
        return RedirectToPage();
    }
}
