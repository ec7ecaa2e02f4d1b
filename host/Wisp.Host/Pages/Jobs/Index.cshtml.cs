using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Host.Features.Jobs;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[SignedIn]
public sealed class JobsModel(JobReader reader, ICurrentOperator current) : PageModel
{
    /// <summary>The last job of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public JobState? State { get; private set; }

    public IReadOnlyList<JobView> Jobs { get; private set; } = [];

    public Guid? Next { get; private set; }

    public bool CanSeeTimers => current.Can("jobs.view");

    public string TextOf(JobView job) => reader.TextOf(job);

    public string Link(Guid? after) =>
        "/jobs" + QueryString.Create(new Dictionary<string, string?> { ["state"] = State?.ToString().ToLowerInvariant(), ["after"] = after?.ToString() }
            .Where(part => part.Value is not null));

    public async Task OnGetAsync(string? state, CancellationToken cancellationToken)
    {
        // An unknown state is no filter.
        if (state?.All(char.IsAsciiLetter) == true && Enum.TryParse<JobState>(state, ignoreCase: true, out var known)) State = known;
        var page = await reader.PageAsync(State, After, cancellationToken);
        Jobs = [.. page.Take(JobReader.PageSize)];
        Next = page.Count > JobReader.PageSize ? Jobs[^1].Id : null;
    }
}
