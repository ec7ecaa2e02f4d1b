using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Zones.Features.ListPlaces;
using Wisp.Modules.Zones.Features.RestorePlace;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

internal sealed class IndexModel(ListPlaces list, RestorePlace restore, IStringLocalizer<ZonesText> text) : PlacePage(text)
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Archived { get; set; }

    public PlaceRows Found { get; private set; } = new([], null);

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken) =>
        Found = await list.RunAsync(Shape, new PlaceSearch(Q, Archived, after), cancellationToken);

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, uint version, string? name, CancellationToken cancellationToken)
    {
        var problem = await restore.RunAsync(Shape, id, version, cancellationToken);
        if (problem is null) return BackToList("restored", name);
        Show(problem);
        await OnGetAsync(null, cancellationToken);
        return Page();
    }
}
