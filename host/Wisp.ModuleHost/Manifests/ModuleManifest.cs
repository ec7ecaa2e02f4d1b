using NuGet.Versioning;

namespace Wisp.ModuleHost;

/// <summary>What a module says of itself before any of its code runs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Assembly">File name of its main assembly.</param>
/// <param name="Sdk">The SDK versions that it runs with.</param>
/// <param name="Provides">Contracts (by assembly name) that it brings, with their versions.</param>
/// <param name="Requires">Contracts (by assembly name) that it needs, with the versions that do.</param>
/// <param name="Schema">Its database schema, or <c>null</c>.</param>
/// <param name="Required">Whether the host may not run without it.</param>
public sealed record ModuleManifest(
    string Id,
    NuGetVersion Version,
    string Assembly,
    VersionRange Sdk,
    IReadOnlyDictionary<string, NuGetVersion> Provides,
    IReadOnlyDictionary<string, VersionRange> Requires,
    string? Schema,
    bool Required);
