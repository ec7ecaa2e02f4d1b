using Wisp.Contracts.Billing;
using Wisp.Contracts.Clients;
using Wisp.Contracts.Network;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;
using SubscriberLine = Wisp.Contracts.Network.SubscriberLine;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>The first page: what is owed and until when, how each line stands and why, the last invoice, consumption today.</summary>
internal sealed class HomeModel(
    ISubscriberBilling billing, ISubscriberDebt debt, ISubscriberLines network, IClientDirectory directory, ReadPortal portal, IEnumerable<IPortalCard> cards, IContributions contributions, IIsp isp)
    : PortalPage
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public string Name { get; private set; } = "";

    public SubscriberAccount? Account { get; private set; }

    public IReadOnlyList<SubscriberLine> Lines { get; private set; } = [];

    public IReadOnlyList<SubscriberCut> Cuts { get; private set; } = [];

    /// <summary>Contracts for which a payment may be promised.</summary>
    public IReadOnlySet<Guid> Promises { get; private set; } = new HashSet<Guid>();

    public IReadOnlyDictionary<Guid, SubscriberUse> Used { get; private set; } = new Dictionary<Guid, SubscriberUse>();

    public SubscriberInvoice? Last { get; private set; }

    public IReadOnlyList<(IPortalCard Card, object Shown)> Cards { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public string Currency { get; private set; } = "";

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public string? PlanOf(Guid contract) => Lines.FirstOrDefault(line => line.ContractId == contract)?.Plan.Name;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var (ours, settings) = (await isp.SettingsAsync(cancellationToken), await portal.ReadAsync(cancellationToken));
        _zone = TimeZoneInfo.FindSystemTimeZoneById(ours.TimeZone);
        Currency = ours.Currency;
        Today = await isp.TodayAsync(cancellationToken);
        Name = (await directory.FindAsync(ClientId, cancellationToken))?.Name ?? "";
        Account = await billing.AccountAsync(ClientId, cancellationToken);
        Lines = [.. (await network.LinesAsync(ClientId, cancellationToken)).Where(line => !line.HasEnded)];
        if (Lines.Any(line => line.State != ContractState.Enabled)) await ReadCutsAsync(settings, cancellationToken);
        if (settings.Consumption) Used = (await network.TodayAsync(ClientId, cancellationToken)).ToDictionary(use => use.ContractId);
        Last = await billing.InvoicesAsync(ClientId, before: null, take: 1, cancellationToken) is [var last, ..] ? last : null;
        Cards = await CardsAsync(cancellationToken);
    }

    private async Task ReadCutsAsync(PortalSettings settings, CancellationToken cancellationToken)
    {
        Cuts = await debt.WhyAsync(ClientId, cancellationToken);
        if (!settings.Promises) return;
        var terms = await debt.PromiseTermsAsync(ClientId, [.. Cuts.Select(cut => cut.ContractId)], cancellationToken);
        Promises = terms.Where(one => one.Value.IsPossible).Select(one => one.Key).ToHashSet();
    }

    private async Task<IReadOnlyList<(IPortalCard, object)>> CardsAsync(CancellationToken cancellationToken)
    {
        var shown = new List<(IPortalCard, object)>();
        // Permissions are operators': a subscriber holds none.
        foreach (var card in cards.OrderBy(card => card.Order).DistinctBy(card => card.Key))
            if (await contributions.TryAsync(card, () => card.ModelAsync(ClientId, cancellationToken), cancellationToken) is { Succeeded: true, Value: { } model }) shown.Add((card, model));
        return shown;
    }
}
