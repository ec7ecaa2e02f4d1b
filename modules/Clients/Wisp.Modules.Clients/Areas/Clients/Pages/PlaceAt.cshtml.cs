using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Placing;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Says below the form's map what the point means for zone and neighbourhood.</summary>
[RequirePermission(ClientPermissions.View)]
internal sealed class PlaceAtModel(FindPlaces find, IStringLocalizer<ClientsText> text) : PageModel
{
    public string Text { get; private set; } = "";

    public async Task OnGetAsync(string? latitude, string? longitude, Guid? cityId, Guid? stateId, CancellationToken cancellationToken)
    {
        if (!GeoText.TryRead(latitude, longitude, out var point)) return;
        if (point is null)
        {
            Text = text["by-point.without"];
            return;
        }

        var places = await find.RunAsync(point, cityId, stateId, cancellationToken);
        string?[] named = [Named("ZoneId", places.Zone), Named("NeighborhoodId", places.Neighborhood)];
        Text = string.Join(" · ", named.OfType<string>()) is { Length: > 0 } found ? text["by-point.is", found] : text["by-point.none"];
    }

    private string? Named(string field, string? name) => name is null ? null : $"{text[$"field.{field}"].Value} {name}";
}
