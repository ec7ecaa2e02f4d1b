using Wisp.Contracts.Billing;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

internal sealed class InvoicesModel(ISubscriberBilling billing) : PortalPage
{
    public const int PageSize = 20;

    public long? Before { get; private set; }

    public IReadOnlyList<SubscriberInvoice> Rows { get; private set; } = [];

    public bool More { get; private set; }

    public async Task OnGetAsync(long? before, CancellationToken cancellationToken)
    {
        Before = before;
        var rows = await billing.InvoicesAsync(ClientId, before, PageSize + 1, cancellationToken);
        (Rows, More) = ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }
}
