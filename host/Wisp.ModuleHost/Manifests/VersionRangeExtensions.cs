using NuGet.Versioning;

namespace Wisp.ModuleHost;

internal static class VersionRangeExtensions
{
    /// <summary>NuGet counts 2.0.0-beta as below 2.0; a module made for [1.0,2.0) does not know that ABI.</summary>
    public static bool Admits(this VersionRange range, NuGetVersion version) =>
        range.Satisfies(version)
        && !(version.IsPrerelease && range is { HasUpperBound: true, IsMaxInclusive: false, MaxVersion.IsPrerelease: false }
            && range.MaxVersion!.Version == version.Version);

    /// <summary>As its author wrote it.</summary>
    public static string Text(this VersionRange range) => range.OriginalString ?? range.ToNormalizedString();
}
