using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Contracts.Network;
using Wisp.Modules.Portal.Features.Requests;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;
using SubscriberLine = Wisp.Contracts.Network.SubscriberLine;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.Lines;

/// <summary>Other plans for a contract, what the next invoice would be with one, and asking for it.</summary>
internal sealed class PlanModel(ISubscriberLines network, ISubscriberCharges charges, AskPlan ask, ReadPortal portal, IIsp isp, IStringLocalizer<SelfText> text) : SelfPage(text)
{
    public SubscriberLine Line { get; private set; } = null!;

    public IReadOnlyList<OfferedPlan> Offered { get; private set; } = [];

    public OfferedPlan? Chosen { get; private set; }

    public SubscriberNextInvoice? Next { get; private set; }

    public string Currency { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, Guid? plan, CancellationToken cancellationToken) => await LoadAsync(id, plan, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid? plan, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, plan, cancellationToken) || Chosen is not { } chosen) return NotFound();
        return await ask.RunAsync(ClientId, Line, chosen.Plan, cancellationToken) is { } problem ? Refuse(problem) : Done($"/portal/contracts/{id}", "plan.asked", chosen.Plan.Name);
    }

    private async Task<bool> LoadAsync(Guid id, Guid? plan, CancellationToken cancellationToken)
    {
        if (!(await portal.ReadAsync(cancellationToken)).PlanRequests) return false;
        if ((await network.LinesAsync(ClientId, cancellationToken)).FirstOrDefault(line => line.ContractId == id && !line.HasEnded) is not { } line) return false;
        (Line, Currency) = (line, (await isp.SettingsAsync(cancellationToken)).Currency);
        Offered = await network.OfferedPlansAsync(ClientId, id, cancellationToken);
        if (plan is null) return true;
        Chosen = Offered.FirstOrDefault(one => one.Plan.Id == plan);
        if (Chosen is not null) Next = await charges.NextInvoiceAsync(ClientId, id, plan, cancellationToken);
        return Chosen is not null;
    }
}
