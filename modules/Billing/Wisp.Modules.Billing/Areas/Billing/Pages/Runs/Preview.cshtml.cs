using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Runs;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Runs;

[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class PreviewModel(PreviewCharges preview, IIsp isp) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Contract { get; set; }

    public DateOnly Day { get; private set; }

    [BindProperty(SupportsGet = true)]
    public long After { get; set; }

    public Preview Found { get; private set; } = new([], 0, 0, null);

    /// <summary>Whether it is shown whole.</summary>
    public bool IsWhole => After == 0 && Found.Next is null;

    public async Task OnGetAsync(string? day, CancellationToken cancellationToken)
    {
        Day = Typed.Day(day) ?? await isp.TodayAsync(cancellationToken);
        Found = await preview.RunAsync(Day, Contract, After, cancellationToken);
    }
}
