using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Zones.Domain.Areas;
using Wisp.Modules.Zones.Features.SaveBorders;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

/// <summary>What the editor shows of an outcome, in the reader's words.</summary>
/// <param name="Problems">Why nothing is saved; empty when all is well.</param>
/// <param name="Moves">Who moves, a line for each way.</param>
/// <param name="Overlaps">Where areas lie over each other.</param>
/// <param name="Jobs">Jobs that move them.</param>
internal sealed record BorderNews(
    IReadOnlyList<BorderComplaint> Problems, string? Summary, IReadOnlyList<string> Moves, IReadOnlyList<string> Overlaps, IReadOnlyList<Guid> Jobs);

/// <param name="At">Index of the edit.</param>
/// <param name="Spot">Latitude and longitude of where it is wrong.</param>
/// <param name="Repair">The area that could be saved instead.</param>
/// <param name="Offer">What the repair changes.</param>
internal sealed record BorderComplaint(int At, string Text, string? Spot, JsonObject? Repair, string? Offer);

[Feature]
internal sealed class BorderWords(IStringLocalizer<ZonesText> text)
{
    public string NotSplit => text["map.not-split"];

    public BorderNews Of(BorderOutcome outcome) => new(
        [.. outcome.Problems.Select(Of)],
        outcome.Problems.Count > 0 ? null : Summary(outcome.Moves.Sum(move => move.Count)),
        [.. outcome.Moves.Select(Line)],
        [.. outcome.Overlaps.Select(overlap => text["map.overlap", overlap.One, overlap.Other, AreaSize.Show(overlap.SquareKilometres), overlap.Winner].Value)],
        outcome.Jobs);

    /// <summary>How many would move in all.</summary>
    public string Summary(long moving) => text[moving switch { 0 => "map.nobody", 1 => "map.moves.one", _ => "map.moves" }, moving];

    public string Line(NamedMove move) => text["map.move", move.Count, move.From ?? text["map.nowhere"].Value, move.To ?? text["map.nowhere"].Value];

    private BorderComplaint Of(BorderProblem problem) => new(
        problem.At, text[problem.Key, problem.Arguments],
        problem.Fault?.Spot is { } spot && Wgs84.Holds(spot) ? AreaFault.Show(spot) : null,
        problem.Fault?.Repair is { } repair ? GeoJsonText.Of(repair.Area) : null,
        problem.Fault?.Repair is { } offered ? text["map.repair", AreaSize.Show(offered.Before), AreaSize.Show(offered.After)].Value : null);
}
