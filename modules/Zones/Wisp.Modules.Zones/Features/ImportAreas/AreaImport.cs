namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>A file with areas on its way in.</summary>
internal sealed record AreaImport(
    Guid Id, Guid FileId, string FileName, Guid? OwnerId, string State, string? Refusal, string? Encoding, IReadOnlyList<string> Properties)
{
    public const string Reading = "reading";
    public const string Ready = "ready";
    public const string Refused = "refused";
    public const string Taken = "taken";
}

/// <summary>A shape of the file, as the preview shows it.</summary>
/// <param name="Outline">GeoJSON of what would be stored, thinned out for the screen; <c>null</c> when it cannot be.</param>
/// <param name="Spot">Where it is wrong: latitude and longitude.</param>
internal sealed record AreaImportItem(
    int Number, IReadOnlyDictionary<string, string> Properties, string? Outline, string? Fault, IReadOnlyList<string> FaultArguments, string? Spot,
    double? Before, double? After, bool Flattened, bool Turned)
{
    public bool IsSound => Fault is null;

    public bool IsRepairable => Fault is not null && Outline is not null;
}
