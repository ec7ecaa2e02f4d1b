using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features.Jobs;
using Wisp.Host.Shell;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[SignedIn]
public sealed class JobModel(
    JobReader reader, JobErrors errors, RetryJob retry, ResultAccess results, IJobs jobs, ICurrentOperator current, TimeProvider clock, IStringLocalizer<HostText> text) : PageModel
{
    private JobView? _job;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The last error of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public long After { get; set; }

    public JobView Job => _job!;

    public string Title => reader.TextOf(Job);

    public bool Ended => Job.State is not (JobState.Queued or JobState.Running);

    public bool CanCancel => reader.CanCancel(Job);

    /// <summary>Whether it broke off, and whoever reads may let it go on.</summary>
    public bool CanRetry { get; private set; }

    /// <summary>The file that the job made, when the operator may fetch it.</summary>
    public Guid? Result { get; private set; }

    public bool CanAudit => current.Can("audit.view");

    public TimeSpan? Left => Progress.Left(Job, clock.GetUtcNow());

    public IReadOnlyList<(long No, JobError Error)> Errors { get; private set; } = [];

    public long? NextError { get; private set; }

    /// <summary>The last warning of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public long AfterWarning { get; set; }

    public IReadOnlyList<(long No, JobError Error)> Warnings { get; private set; } = [];

    public long? NextWarning { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        (Errors, NextError) = Cut(await errors.PageAsync(Id, After, cancellationToken));
        (Warnings, NextWarning) = Cut(await errors.WarningsAsync(Id, AfterWarning, cancellationToken));
        return Page();
    }

    public async Task<IActionResult> OnGetProgressAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        // The end brings the error list and the result: the whole page is asked for anew.
        if (Ended && Request.IsHtmx()) Response.Headers["HX-Refresh"] = "true";
        return Partial("/Pages/Jobs/_Progress.cshtml", this);
    }

    public async Task<IActionResult> OnPostCancelAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        if (!CanCancel) return Forbid();
        if (await jobs.CancelAsync(Id, cancellationToken)) TempData.Say(text["jobs.cancel-asked"]);
        else TempData.SayFailed(text["jobs.too-late"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRetryAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        if (!reader.MayManage(Job)) return Forbid();
        if (await retry.RunAsync(Id, cancellationToken)) TempData.Say(text["jobs.goes-on-again"]);
        else TempData.SayFailed(text["jobs.cannot-retry"]);
        return RedirectToPage();
    }

    private static (IReadOnlyList<(long No, JobError Error)> Shown, long? Next) Cut(List<(long No, JobError Error)> page) =>
        page.Count > JobErrors.PageSize ? (page[..JobErrors.PageSize], page[JobErrors.PageSize - 1].No) : (page, null);

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _job = await reader.FindAsync(Id, cancellationToken);
        if (_job is null) return false;
        CanRetry = _job.State == JobState.Failed && reader.MayManage(_job) && await retry.CanAsync(Id, cancellationToken);
        if (_job.ResultFile is { } file) Result = (await results.FindAsync(file, cancellationToken))?.Id;
        return true;
    }
}
