using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Gateways;

internal sealed class EnrolInput
{
    public Guid? GatewayId { get; set; }

    public string? ExternalId { get; set; }
}

/// <summary>Enrols a client with gateways and turns enrolments off (PANEL-05).</summary>
[RequirePermission(BillingPermissions.EditClient)]
internal sealed class ClientModel(
    Enrolments enrolments, GatewayDirectory gateways, BillingScope scope, IClientScope clients, IClientDirectory directory, IStringLocalizerFactory texts) : GatewayPage(texts)
{
    [BindProperty]
    public EnrolInput Input { get; set; } = new();

    public ClientName Client { get; private set; } = null!;

    public IReadOnlyList<Enrolment> Rows { get; private set; } = [];

    public IReadOnlyList<InvoiceLink> Links { get; private set; } = [];

    /// <summary>Verified gateways that the client is not with yet (GW-02).</summary>
    public IReadOnlyList<(string Value, string Text)> Offered { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid clientId, CancellationToken cancellationToken) => await LoadAsync(clientId, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        var (problem, said) = await enrolments.EnrolAsync(clientId, Input.GatewayId, Input.ExternalId, cancellationToken);
        if (problem is not null) return Refuse(problem);
        return said is null ? Done($"/billing/gateways/client/{clientId}", "enrol.done") : Refuse(said);
    }

    public async Task<IActionResult> OnPostSwitchAsync(Guid clientId, Guid id, bool on, uint version, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        var problem = await enrolments.SwitchAsync(clientId, id, on, version, cancellationToken);
        return problem is null ? Done($"/billing/gateways/client/{clientId}", on ? "switch.on.done" : "switch.off.done") : Refuse(problem);
    }

    private async Task<bool> LoadAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await clients.CoversAsync(clientId, cancellationToken) || !await scope.CoversAsync(clientId, cancellationToken)
            || await directory.FindAsync(clientId, cancellationToken) is not { } client) return false;
        Client = client;
        Rows = await enrolments.OfAsync(clientId, cancellationToken);
        Links = await enrolments.LinksAsync(clientId, cancellationToken);
        Offered = !client.Active ? [] : [.. (await gateways.ListAsync(archived: false, cancellationToken))
            .Where(gateway => gateway.IsOpen && Rows.All(row => row.GatewayId != gateway.Id)).Select(gateway => ($"{gateway.Id}", gateway.Name))];
        return true;
    }
}
