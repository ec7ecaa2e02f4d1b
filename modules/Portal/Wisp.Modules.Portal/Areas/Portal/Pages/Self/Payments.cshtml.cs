using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

internal sealed class PaymentsModel(ISubscriberBilling billing, IIsp isp) : PortalPage
{
    private const int PageSize = 20;

    public long? Before { get; private set; }

    public string Currency { get; private set; } = "";

    public IReadOnlyList<SubscriberPaymentRow> Rows { get; private set; } = [];

    public bool More { get; private set; }

    public async Task OnGetAsync(long? before, CancellationToken cancellationToken)
    {
        (Before, Currency) = (before, (await isp.SettingsAsync(cancellationToken)).Currency);
        var rows = await billing.PaymentsAsync(ClientId, before, PageSize + 1, cancellationToken);
        (Rows, More) = ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }
}
