using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Contracts.Network;
using Wisp.Modules.Portal.Features.Lines;
using Wisp.Modules.Portal.Features.Requests;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;
using SubscriberLine = Wisp.Contracts.Network.SubscriberLine;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.Lines;

/// <summary>A contract: plan, state and why, consumption, and a wish for another plan.</summary>
internal sealed class ContractModel(
    ISubscriberLines network, ISubscriberDebt debt, ReadRequests requests, AskPlan ask, ReadPortal portal, IIsp isp, IStringLocalizer<SelfText> text) : SelfPage(text)
{
    private const int Days = 30, Hours = 48;

    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public SubscriberLine Line { get; private set; } = null!;

    public SubscriberCut? Cut { get; private set; }

    public bool MayPromise { get; private set; }

    public PortalSettings Settings { get; private set; } = PortalSettings.Default;

    public string Currency { get; private set; } = "";

    public bool ByHour { get; private set; }

    public SubscriberUse? Today { get; private set; }

    public IReadOnlyList<PlotSlot> Slots { get; private set; } = [];

    public Request? Wish { get; private set; }

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public async Task<IActionResult> OnGetAsync(Guid id, string? by, CancellationToken cancellationToken)
    {
        if ((await network.LinesAsync(ClientId, cancellationToken)).FirstOrDefault(line => line.ContractId == id) is not { } line) return NotFound();
        (Line, Settings, ByHour) = (line, await portal.ReadAsync(cancellationToken), by == "hour");
        var ours = await isp.SettingsAsync(cancellationToken);
        (_zone, Currency) = (TimeZoneInfo.FindSystemTimeZoneById(ours.TimeZone), ours.Currency);
        if (line is { HasEnded: false, State: not ContractState.Enabled })
        {
            Cut = (await debt.WhyAsync(ClientId, cancellationToken)).FirstOrDefault(cut => cut.ContractId == id);
            MayPromise = Settings.Promises && await debt.PromiseTermsAsync(ClientId, id, cancellationToken) is { IsPossible: true };
        }

        if (Settings.Consumption) await ReadUseAsync(cancellationToken);
        Wish = await requests.LatestAsync(ClientId, RequestKind.Plan, id, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancellationToken) =>
        await ask.CancelAsync(ClientId, RequestKind.Plan, id, cancellationToken) ? Done($"/portal/contracts/{id}", "plan.cancelled") : NotFound();

    private async Task ReadUseAsync(CancellationToken cancellationToken)
    {
        Today = (await network.TodayAsync(ClientId, cancellationToken)).FirstOrDefault(use => use.ContractId == Line.ContractId);
        // The business day, by which the test's clock counts too.
        var today = await isp.TodayAsync(cancellationToken);
        DateTimeOffset At(DateOnly day)
        {
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight));
        }

        var (from, to, bucket) = ByHour ? (At(today.AddDays(1 - (Hours / 24))), At(today.AddDays(1)), ConsumptionBucket.Hour) : (At(today.AddDays(1 - Days)), At(today.AddDays(1)), ConsumptionBucket.Day);
        if (await network.ConsumptionAsync(ClientId, Line.ContractId, from, to, bucket, cancellationToken) is { At.Count: > 0 } used) Slots = Plot.Slots(used);
    }
}
