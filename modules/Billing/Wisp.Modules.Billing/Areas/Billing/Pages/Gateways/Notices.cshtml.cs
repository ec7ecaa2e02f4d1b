using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Notices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Gateways;

/// <summary>"Pagos sin procesar", and everything else that gateways told (GW-06).</summary>
[RequirePermission(BillingPermissions.CreatePayment)]
internal sealed class NoticesModel(ReadNotices read, ICurrentOperator current) : PageModel
{
    public string Outcome { get; private set; } = "unmatched";

    public IReadOnlyList<NoticeView> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? outcome, CancellationToken cancellationToken)
    {
        // Money of nobody yet is nobody's own.
        if (current.ScopeOf(BillingPermissions.CreatePayment) != PermissionScope.All) return Forbid();
        Outcome = ReadNotices.Outcomes.FirstOrDefault(known => known == outcome) ?? Outcome;
        Rows = await read.ListAsync(Outcome, cancellationToken);
        return Page();
    }

    /// <summary>With all decimals that were sent, two at least.</summary>
    public static string Amount(NoticeView notice) => notice.Amount.ToString("#,##0.00##########", CultureInfo.CurrentCulture);
}
