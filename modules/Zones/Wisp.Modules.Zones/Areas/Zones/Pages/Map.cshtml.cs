using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NetTopologySuite.Geometries;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Domain.Areas;
using Wisp.Modules.Zones.Features.SaveBorders;
using Wisp.Modules.Zones.Features.SplitArea;
using Wisp.Modules.Zones.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

/// <summary>Draws borders on a map. What it sends and gets is JSON, since a drawing is no form.</summary>
internal sealed class MapModel(
    ReadBorders read, SaveBorders save, PlaceUse use, BorderWords words, IStringLocalizer<ZonesText> text, IStringLocalizerFactory texts) : PlacePage(text)
{
    public IReadOnlyList<PlaceToDraw> Places { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Places = await read.PlacesAsync(Shape, cancellationToken);

    /// <summary>Every place by name, the borders there is room for, and what lies below them to draw along: neighbourhoods below zones.</summary>
    public async Task<IActionResult> OnGetAreasAsync(CancellationToken cancellationToken)
    {
        var (areas, below) = await AreasAsync(BorderWindow.Whole, null, cancellationToken);
        return new JsonResult(new
        {
            Places = await read.PlacesAsync(Shape, cancellationToken),
            Extent = await read.ExtentAsync(Below is { } lower ? [Shape, lower] : [Shape], cancellationToken),
            Areas = areas.All.Select(Json), Below = below.All.Select(Json), More = areas.More || below.More,
        });
    }

    /// <summary>The borders of a part of the map, or of one place, where they were too many at first.</summary>
    public async Task<IActionResult> OnGetPartAsync(double west, double south, double east, double north, Guid? place, CancellationToken cancellationToken)
    {
        var window = place is null ? new BorderWindow(west, south, east, north) : BorderWindow.Whole;
        if (!ModelState.IsValid || !window.IsSound) return BadRequest();
        var (areas, below) = await AreasAsync(window, place, cancellationToken);
        return new JsonResult(new { Areas = areas.All.Select(Json), Below = below.All.Select(Json), More = areas.More || below.More });
    }

    /// <summary>Who holds the places, as those who keep them tell.</summary>
    public async Task<IActionResult> OnGetUsageAsync(CancellationToken cancellationToken) =>
        new JsonResult((await use.UsageAsync(Shape.Kind, cancellationToken)).Select(usage => new
        {
            usage.Counts, usage.ListUrl, Others = usage.Others.Select(other => new { Text = texts.Text(other.Label), other.Count, other.Url }),
        }));

    public async Task<IActionResult> OnPostTryAsync([FromBody] BorderEdit?[]? edits, CancellationToken cancellationToken) =>
        Whole(edits) is { } all ? new JsonResult(words.Of(await save.TryAsync(Shape, all, cancellationToken))) : BadRequest();

    public async Task<IActionResult> OnPostSaveAsync([FromBody] BorderEdit?[]? edits, CancellationToken cancellationToken) =>
        Whole(edits) is { } all ? new JsonResult(words.Of(await save.SaveAsync(Shape, all, cancellationToken))) : BadRequest();

    /// <summary>Cuts an area along a line and stores nothing.</summary>
    public IActionResult OnPostSplit([FromBody] SplitInput? input)
    {
        if (!ModelState.IsValid || input is null) return BadRequest();
        try
        {
            var reader = new GeoJsonGeometry();
            if (AreaRules.Check(reader.Read(input.Area, "area"), reader.Rings).Area is { } area && reader.Read(input.Line, "line") is LineString line
                && SplitArea.Run(area, line) is var (stays, goes))
                return new JsonResult(new { Stays = GeoJsonText.Of(stays), Goes = GeoJsonText.Of(goes) });
        }
        catch (ShapeException)
        {
            // Answered below: what cannot be read cannot be cut.
        }

        return new JsonResult(new { Problem = words.NotSplit });
    }

    private PlaceShape? Below => Shape == PlaceShape.Zone ? PlaceShape.Neighborhood : null;

    private BorderEdit[]? Whole(BorderEdit?[]? edits) => ModelState.IsValid && edits?.OfType<BorderEdit>().ToArray() is { } all && all.Length == edits.Length ? all : null;

    private async Task<(PlaceBorders Areas, PlaceBorders Below)> AreasAsync(BorderWindow window, Guid? place, CancellationToken cancellationToken) => (
        await read.RunAsync(Shape, window, place, cancellationToken),
        Below is { } lower && place is null ? await read.RunAsync(lower, window, null, cancellationToken) : new PlaceBorders([], false));

    private static object Json(PlaceBorder border) => new { border.Id, border.Name, border.Version, Area = JsonSerializer.Deserialize<JsonElement>(border.Area) };

    public sealed record SplitInput(JsonElement Area, JsonElement Line);
}
