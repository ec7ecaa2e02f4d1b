using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>The paper of a credit note.</summary>
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class NotePdfModel(ReadNotes read, NotePaper paper, IIsp isp) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await read.FindAsync(id, cancellationToken) is { } note && await isp.SettingsAsync(cancellationToken) is var settings
            ? File(paper.Draw(note, settings), "application/pdf", paper.FileName(note, settings))
            : NotFound();
}
