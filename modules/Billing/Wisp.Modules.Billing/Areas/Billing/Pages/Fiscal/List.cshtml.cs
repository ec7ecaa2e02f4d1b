using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Fiscal;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Fiscal;

/// <summary>"Comprobantes por informar": what waits for an authority, what it refused, and what nobody knows yet.</summary>
[RequirePermission(BillingPermissions.Issue)]
internal sealed class ListModel(ReadFiscal read, RetryReport retry, IStringLocalizer<FiscalText> text) : PageModel
{
    public string State { get; private set; } = "queued";

    public IReadOnlyDictionary<string, long> Counts { get; private set; } = new Dictionary<string, long>();

    public IReadOnlyList<FiscalRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(string? state, CancellationToken cancellationToken)
    {
        Counts = await read.CountsAsync(cancellationToken);
        // What needs a person comes first.
        State = ReadFiscal.States.FirstOrDefault(known => known == state) ?? new[] { "rejected", "uncertain" }.FirstOrDefault(Counts.ContainsKey) ?? State;
        Rows = await read.ListAsync(State, cancellationToken);
    }

    public async Task<IActionResult> OnPostRetryAsync(Guid id, string? back, CancellationToken cancellationToken)
    {
        TempData["toast"] = text[await retry.RunAsync(id, cancellationToken) is null ? "retry.begun" : "retry.stale"].Value;
        return Redirect(Url.IsLocalUrl(back) ? back : "/billing/fiscal");
    }
}
