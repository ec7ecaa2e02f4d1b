using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Host.Features.Health;
using Wisp.Host.Features.Jobs;
using Wisp.ModuleHost;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[SignedIn]
public sealed class HomeModel(ICurrentOperator current, JobReader reader, HealthReport report, ModuleCatalog catalog, IIsp isp, IContributions contributions, IEnumerable<IHomeCard> cards) : PageModel
{
    public string Name => current.Name;

    public string Today { get; private set; } = "";

    public IReadOnlyList<JobView> Jobs { get; private set; } = [];

    public HealthState? Health { get; private set; }

    public IReadOnlyList<LoadedModule>? Modules => current.Can("modules.view") ? catalog.Modules : null;

    /// <summary>Cards of modules.</summary>
    public IReadOnlyList<IHomeCard> Cards => contributions.Allowed(cards);

    public string TextOf(JobView job) => reader.TextOf(job);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Today = (await isp.TodayAsync(cancellationToken)).ToString("D", CultureInfo.CurrentCulture);
        Jobs = await reader.UnfinishedAsync(cancellationToken);
        if (current.Can("health.view")) Health = await report.AskAsync(cancellationToken);
    }
}
