using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Gateways;

/// <summary>The ISP's gateways, with the lightning button (GW-01, GW-02).</summary>
[RequirePermission(BillingPermissions.Settings)]
internal sealed class ListModel(GatewayDirectory gateways, VerifyGateway verify, IStringLocalizerFactory texts) : GatewayPage(texts)
{
    private readonly IStringLocalizerFactory _texts = texts;

    [BindProperty(SupportsGet = true)]
    public bool Archived { get; set; }

    public IReadOnlyList<Gateway> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await gateways.ListAsync(Archived, cancellationToken);

    public async Task<IActionResult> OnPostVerifyAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await gateways.FindAsync(id, cancellationToken) is not { Archived: false } gateway) return NotFound();
        var problem = await verify.RunAsync(gateway, cancellationToken);
        if (problem is null) return Done("/billing/gateways", "verify.done", gateway.Name);
        await OnGetAsync(cancellationToken);
        return Refuse($"{gateway.Name}: {problem}");
    }

    public Task<IActionResult> OnPostArchiveAsync(Guid id, uint version, CancellationToken cancellationToken) => MoveAsync(id, version, archive: true, cancellationToken);

    public Task<IActionResult> OnPostRestoreAsync(Guid id, uint version, CancellationToken cancellationToken) => MoveAsync(id, version, archive: false, cancellationToken);

    public string KindName(string kind) => gateways.KindOf(kind) is { } known ? _texts.Text(known.Label) : kind;

    private async Task<IActionResult> MoveAsync(Guid id, uint version, bool archive, CancellationToken cancellationToken)
    {
        if (await verify.ArchiveAsync(id, version, archive, cancellationToken) is not { } problem) return Done("/billing/gateways", archive ? "archive.done" : "restore.done");
        await OnGetAsync(cancellationToken);
        return Refuse(problem);
    }
}
