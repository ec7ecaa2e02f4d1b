using Microsoft.AspNetCore.Mvc;
using Wisp.Contracts.Billing;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>An invoice, with the answer to "why this amount?" at each line.</summary>
internal sealed class InvoiceModel(ISubscriberBilling billing) : PortalPage
{
    public SubscriberInvoiceDetail Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await billing.InvoiceAsync(ClientId, id, cancellationToken) is not { } shown) return NotFound();
        Shown = shown;
        return Page();
    }
}
