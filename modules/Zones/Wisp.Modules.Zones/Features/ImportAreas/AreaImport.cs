using Wisp.Modules.Zones.Features.SaveBorders;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>A file with areas on its way in.</summary>
/// <param name="JobId">The last job that reads it, tries it or takes it.</param>
/// <param name="Trial">What the last trial told.</param>
internal sealed record AreaImport(
    Guid Id, Guid FileId, string FileName, Guid? OwnerId, string State, string? Refusal, string? Encoding, Guid? JobId, AreaTrial? Trial)
{
    public const string Reading = "reading";
    public const string Ready = "ready";
    public const string Refused = "refused";
    public const string Taken = "taken";
}

/// <summary>What taking a file would do.</summary>
/// <param name="How">What was chosen for it.</param>
/// <param name="Moves">The most frequent of them.</param>
/// <param name="Moving">How many would move in all.</param>
internal sealed record AreaTrial(TakeAreas How, long Made, long Changed, long Same, long Refused, IReadOnlyList<NamedMove> Moves, long Moving);

/// <summary>How many shapes a file has, and of what kind.</summary>
internal sealed record AreaImportCounts(int Sound, int Repairable, int Refused)
{
    public int All => Sound + Repairable + Refused;
}

/// <summary>A shape of the file, as the preview lists it.</summary>
/// <param name="After">Square kilometres of what would be stored.</param>
/// <param name="Before">Square kilometres as it was drawn, where a repair is proposed.</param>
internal sealed record AreaImportItem(
    int Number, string? Name, string? Fault, IReadOnlyList<string> FaultArguments, double? Before, double? After, bool Flattened, bool Turned)
{
    public bool IsSound => Fault is null;

    public bool IsRepairable => Fault is not null && After is not null;
}

/// <summary>A shape as the preview draws it.</summary>
/// <param name="Outline">GeoJSON of what would be stored, thinned out for the screen; <c>null</c> when it cannot be.</param>
/// <param name="Spot">Where it is wrong: latitude and longitude.</param>
internal sealed record AreaImportShape(int Number, string? Name, string? Outline, string? Fault, IReadOnlyList<string> FaultArguments, string? Spot);
