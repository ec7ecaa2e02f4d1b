using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.ListPlaces;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

[RequirePermission(ZonesModule.Permission)]
internal sealed class IndexModel(ListPlaces list) : PageModel
{
    public PlaceShape Shape => PlaceShape.OfSlug((string?)RouteData.Values["place"]);

    public PlaceRows Found { get; private set; } = new([], null);

    public async Task OnGetAsync(string? q, bool archived, Guid? after, CancellationToken cancellationToken)
    {
        Found = await list.RunAsync(Shape, new PlaceSearch(q, archived, after), cancellationToken);
    }
}
