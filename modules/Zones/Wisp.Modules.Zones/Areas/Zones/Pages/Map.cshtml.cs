using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NetTopologySuite.Geometries;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Domain.Areas;
using Wisp.Modules.Zones.Features.ImportAreas.Reading;
using Wisp.Modules.Zones.Features.SaveBorders;
using Wisp.Modules.Zones.Features.SplitArea;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

/// <summary>Draws borders on a map. What it sends and gets is JSON, since a drawing is no form.</summary>
internal sealed class MapModel(ReadBorders read, SaveBorders save, BorderWords words, IStringLocalizer<ZonesText> text) : PlacePage(text)
{
    public IReadOnlyList<PlaceBorder> Places { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Places = await read.RunAsync(Shape, cancellationToken);

    /// <summary>What is drawn, and what lies below it to draw along: neighbourhoods below zones.</summary>
    public async Task<IActionResult> OnGetAreasAsync(CancellationToken cancellationToken) => new JsonResult(new
    {
        Places = (await read.RunAsync(Shape, cancellationToken)).Select(place => new { place.Id, place.Name, place.Color, place.Version, Area = Json(place) }),
        Below = Shape == PlaceShape.Zone
            ? (await read.RunAsync(PlaceShape.Neighborhood, cancellationToken)).Where(place => place.Area is not null).Select(place => new { place.Name, Area = Json(place) })
            : [],
    });

    public async Task<IActionResult> OnPostTryAsync([FromBody] BorderEdit[] edits, CancellationToken cancellationToken) =>
        ModelState.IsValid ? new JsonResult(words.Of(await save.TryAsync(Shape, edits, cancellationToken))) : BadRequest();

    public async Task<IActionResult> OnPostSaveAsync([FromBody] BorderEdit[] edits, CancellationToken cancellationToken) =>
        ModelState.IsValid ? new JsonResult(words.Of(await save.SaveAsync(Shape, edits, cancellationToken))) : BadRequest();

    /// <summary>Cuts an area along a line and stores nothing.</summary>
    public IActionResult OnPostSplit([FromBody] SplitInput input)
    {
        if (!ModelState.IsValid) return BadRequest();
        try
        {
            var reader = new GeoJsonGeometry();
            if (AreaRules.Check(reader.Read(input.Area, "area")).Area is { } area && reader.Read(input.Line, "line") is LineString line
                && SplitArea.Run(area, line) is var (stays, goes))
                return new JsonResult(new { Stays = GeoJsonText.Of(stays), Goes = GeoJsonText.Of(goes) });
        }
        catch (ShapeException)
        {
            // Answered below: what cannot be read cannot be cut.
        }

        return new JsonResult(new { Problem = words.NotSplit });
    }

    private static JsonElement? Json(PlaceBorder place) => place.Area is { } area ? JsonSerializer.Deserialize<JsonElement>(area) : null;

    public sealed record SplitInput(JsonElement Area, JsonElement Line);
}
