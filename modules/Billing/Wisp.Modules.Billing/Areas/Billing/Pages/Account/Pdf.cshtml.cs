using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>The paper of an issued invoice.</summary>
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class PdfModel(ReadInvoice read, InvoicePaper paper, IIsp isp) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await read.FindAsync(id, cancellationToken) is { IssuedOn: not null } invoice
            ? File(paper.Draw(invoice, await isp.SettingsAsync(cancellationToken)), "application/pdf", InvoicePaper.FileName(invoice))
            : NotFound();
}
