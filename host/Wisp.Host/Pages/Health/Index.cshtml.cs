using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Host.Features.Health;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("health.view")]
public sealed class HealthModel(HealthReport report) : PageModel
{
    public HealthState Health { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Health = await report.AskAsync(cancellationToken);
}
