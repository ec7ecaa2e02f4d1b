using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.Map;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>All clients, or those of a search, on a map.</summary>
[RequirePermission(ClientPermissions.View)]
internal sealed class MapModel(ReadList read, ReadMap map, ZoneCounts zones, IContributions contributions, IEnumerable<IClientMapColor> colors) : PageModel
{
    public ListState State { get; private set; } = null!;

    public IReadOnlyList<IClientMapColor> Colors => contributions.Allowed(colors);

    public string? Area => State.Terms.ValuesOf("area").FirstOrDefault();

    public async Task OnGetAsync(CancellationToken cancellationToken) => State = await read.StateAsync(Request.Query, cancellationToken);

    public async Task<IActionResult> OnGetPointsAsync(int zoom, double west, double south, double east, double north, string? color, CancellationToken cancellationToken)
    {
        var window = new MapWindow(zoom, west, south, east, north);
        if (!ModelState.IsValid || !window.IsSound) return BadRequest();
        var state = await read.StateAsync(Request.Query, cancellationToken);
        // A search that cannot be made out shows nobody, as the list does.
        if (state.Terms.Wrong.Count > 0) return new JsonResult(new MapContent([], [], 0));
        var meant = new ClientSearch(string.IsNullOrWhiteSpace(state.Q) ? null : state.Q, ClientSearch.StatusOf(state.Status), state.Terms.Good);
        return new JsonResult(await map.RunAsync(meant, window, Colors.FirstOrDefault(one => one.Key == color), cancellationToken));
    }

    public async Task<IActionResult> OnGetZonesAsync(int zoom, double west, double south, double east, double north, CancellationToken cancellationToken)
    {
        var window = new MapWindow(zoom, west, south, east, north);
        if (!ModelState.IsValid || !window.IsSound) return BadRequest();
        return new JsonResult((await zones.RunAsync(window, cancellationToken))
            .Select(zone => new { zone.Id, zone.Name, zone.Color, zone.Clients, Area = JsonSerializer.Deserialize<JsonElement>(zone.Area) }));
    }
}
