using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>The current account, with the balance after each movement.</summary>
internal sealed class AccountModel(ISubscriberBilling billing, IIsp isp) : PortalPage
{
    private const int PageSize = 30;

    public long? Before { get; private set; }

    public string Currency { get; private set; } = "";

    public SubscriberAccount? Account { get; private set; }

    public IReadOnlyList<SubscriberMovement> Rows { get; private set; } = [];

    public bool More { get; private set; }

    public async Task OnGetAsync(long? before, CancellationToken cancellationToken)
    {
        (Before, Currency) = (before, (await isp.SettingsAsync(cancellationToken)).Currency);
        Account = await billing.AccountAsync(ClientId, cancellationToken);
        var rows = await billing.MovementsAsync(ClientId, before, PageSize + 1, cancellationToken);
        (Rows, More) = ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }
}
