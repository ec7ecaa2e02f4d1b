using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.BulkUpdate;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.Bulk;

/// <summary>A mass update from its plan to its result, and the way back.</summary>
[RequirePermission(ClientPermissions.BulkUpdate)]
internal sealed class IndexModel(BulkStore store, StartBulk start, BulkWords words, IJobs jobs, IStringLocalizer<BulkText> text) : PageModel
{
    public BulkUpdate Update { get; private set; } = null!;

    /// <summary>The job at work, or the last one.</summary>
    public JobView? Job { get; private set; }

    public BulkCounts Counts { get; private set; } = null!;

    public IReadOnlyList<(string Field, string Value)> Marked { get; private set; } = [];

    public IReadOnlyList<BulkCountLine> Changes { get; private set; } = [];

    public IReadOnlyList<BulkClientLine> Sample { get; private set; } = [];

    public IReadOnlyList<BulkClientLine> Skipped { get; private set; } = [];

    public string? Problem { get; private set; }

    public BulkWords Words => words;

    /// <summary>Whether its job goes on, so that the page looks again by itself.</summary>
    public bool IsWorking => Update.State is BulkState.Planning or BulkState.Running && Job is { State: JobState.Queued or JobState.Running };

    /// <summary>Whether its job ended before its time; what it had done by then stays done.</summary>
    public bool IsStopped => Update.State == BulkState.Failed || (Update.State is BulkState.Planning or BulkState.Running && !IsWorking);

    /// <summary>Whether its change began, so that there is a result to show.</summary>
    public bool HasRun => Update.RunJob is not null && !IsWorking;

    public bool CanRevert { get; private set; }

    /// <summary>What must be typed to go ahead.</summary>
    public string Number => Counts.Change.ToString(CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>What changes while the job works.</summary>
    public async Task<IActionResult> OnGetStateAsync(Guid id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Partial("_Bulk", this) : NotFound();

    public async Task<IActionResult> OnPostRunAsync(Guid id, [FromForm] string? typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (Digits(typed) != Number)
        {
            Problem = text["run.number", Number];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (!await start.RunAsync(id, await words.TitleAsync(Update.Values, cancellationToken), cancellationToken)) TempData["toast.error"] = text["run.begun"].Value;
        return Redirect($"/clients/bulk/{id}");
    }

    public async Task<IActionResult> OnPostRevertAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (await start.RevertAsync(Update, await words.TitleAsync(Update.Values, cancellationToken), cancellationToken) is { } reverting)
            return Redirect($"/clients/bulk/{reverting}");
        TempData["toast.error"] = text["revert.not"].Value;
        return Redirect($"/clients/bulk/{id}");
    }

    // 1.284 and 1284 are the same number.
    private static string Digits(string? typed) => string.Concat((typed ?? "").Where(char.IsAsciiDigit));

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } update) return false;
        Update = update;
        Job = (update.RunJob ?? update.PlanJob) is { } job ? await jobs.FindAsync(job, cancellationToken) : null;
        Marked = await words.MarkedAsync(update.Values, cancellationToken);
        Counts = IsWorking ? new BulkCounts(0, 0, 0, 0, 0) : await store.CountsAsync(id, cancellationToken);
        if (IsWorking) return true;
        Changes = await store.ChangesAsync(id, cancellationToken);
        Sample = await store.SampleAsync(id, cancellationToken);
        Skipped = await store.SkippedAsync(id, cancellationToken);
        CanRevert = Counts.Changed > 0 && await store.CanRevertAsync(update, cancellationToken);
        return true;
    }
}
