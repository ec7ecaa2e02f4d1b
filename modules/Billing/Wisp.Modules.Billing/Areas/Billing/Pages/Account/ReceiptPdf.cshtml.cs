using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>The receipt of a payment.</summary>
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class ReceiptPdfModel(ReadPayment read, ReceiptPaper paper, IIsp isp) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(id, cancellationToken) is not { } payment) return NotFound();
        var (shares, settings) = (await read.SharesAsync(id, cancellationToken), await isp.SettingsAsync(cancellationToken));
        return File(paper.Draw(payment, shares, settings), "application/pdf", paper.FileName(payment, settings));
    }
}
