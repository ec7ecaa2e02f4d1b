using Microsoft.AspNetCore.Mvc;
using Wisp.Contracts.Billing;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

internal sealed class InvoicePdfModel(ISubscriberBilling billing) : PortalPage
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await billing.InvoicePdfAsync(ClientId, id, cancellationToken) is { } paper ? File(paper.Content.ToArray(), "application/pdf", paper.FileName) : NotFound();
}
