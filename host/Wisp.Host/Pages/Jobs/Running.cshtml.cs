using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Host.Features.Jobs;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

/// <summary>The hourglass of every page.</summary>
[SignedIn]
public sealed class RunningJobsModel(JobReader reader) : PageModel
{
    public IReadOnlyList<JobView> Jobs { get; private set; } = [];

    public string TextOf(JobView job) => reader.TextOf(job);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Request.IsHtmx()) return LocalRedirect("/jobs");
        Jobs = await reader.UnfinishedAsync(cancellationToken);
        return Page();
    }
}
