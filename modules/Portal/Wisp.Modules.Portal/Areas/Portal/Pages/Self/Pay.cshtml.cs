using Microsoft.AspNetCore.Mvc;
using Wisp.Contracts.Billing;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>How to pay all that is owed, or one invoice of it.</summary>
internal sealed class PayModel(ISubscriberBilling billing, ISubscriberPayments payments, ReadPortal portal, IIsp isp) : PortalPage
{
    public PortalSettings Settings { get; private set; } = PortalSettings.Default;

    public SubscriberInvoice? Invoice { get; private set; }

    public decimal Owed { get; private set; }

    public string Currency { get; private set; } = "";

    public IReadOnlyList<SubscriberPayLink> Links { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid? invoice, CancellationToken cancellationToken)
    {
        if (invoice is { } id && (Invoice = (await billing.InvoiceAsync(ClientId, id, cancellationToken))?.Invoice) is null) return NotFound();
        Settings = await portal.ReadAsync(cancellationToken);
        Currency = (await isp.SettingsAsync(cancellationToken)).Currency;
        Owed = Invoice?.Balance ?? (await billing.AccountAsync(ClientId, cancellationToken))?.Owed ?? 0;
        // A link for one invoice is the better one where there are both: what is owed is a single invoice more often than not.
        var single = Invoice?.Id ?? await SingleAsync(cancellationToken);
        Links = [.. (await payments.LinksAsync(ClientId, single, cancellationToken))
            .GroupBy(link => link.Gateway).Select(links => links.OrderByDescending(link => link.InvoiceId is not null).First())];
        return Page();
    }

    private async Task<Guid?> SingleAsync(CancellationToken cancellationToken)
    {
        var owed = (await billing.InvoicesAsync(ClientId, before: null, take: 30, cancellationToken)).Where(one => one.Balance > 0 && one.State == SubscriberInvoiceState.Pending).Take(2).ToList();
        return owed.Count == 1 && owed[0].Balance == Owed ? owed[0].Id : null;
    }
}
