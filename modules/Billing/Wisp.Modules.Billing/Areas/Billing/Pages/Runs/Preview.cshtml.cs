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

    public Preview Found { get; private set; } = new([], 0, 0);

    public async Task OnGetAsync(string? day, CancellationToken cancellationToken)
    {
        Day = Typed.Day(day) ?? await isp.TodayAsync(cancellationToken);
        Found = await preview.RunAsync(Day, Contract, cancellationToken);
    }
}
