using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Network.Features.Outages;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>An outage, and who is hit by zone.</summary>
[RequirePermission("clients.view")]
[RequirePermission(NetworkPermissions.View)]
internal sealed class OutageModel(ReadOutages read) : PageModel
{
    /// <summary>The one zone that is listed; an empty id for clients without one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Zone { get; set; }

    [BindProperty(SupportsGet = true)]
    public long After { get; set; }

    public OutageRow Outage { get; private set; } = null!;

    public IReadOnlyList<ZoneHit> Zones { get; private set; } = [];

    public IReadOnlyList<HitContract> Hit { get; private set; } = [];

    public long? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(id, cancellationToken) is not { } outage) return NotFound();
        Outage = outage;
        Zones = await read.ZonesAsync(id, cancellationToken);
        Hit = await read.HitAsync(id, Zone, After, cancellationToken);
        if (Hit.Count > ReadOutages.PageSize) (Hit, Next) = ([.. Hit.Take(ReadOutages.PageSize)], Hit[ReadOutages.PageSize - 1].PublicId);
        return Page();
    }
}
