using NuGet.Versioning;

namespace Wisp.ModuleHost;

internal sealed record VersionFolder(NuGetVersion Version, string Path)
{
    /// <summary>The installed versions of a module, newest first.</summary>
    public static List<VersionFolder> Of(string moduleFolder) =>
        [.. from path in Directory.GetDirectories(moduleFolder)
            where File.Exists(System.IO.Path.Combine(path, ManifestReader.FileName))
            let version = NuGetVersion.TryParse(System.IO.Path.GetFileName(path), out var parsed) ? parsed : null
            where version is not null
            orderby version descending
            select new VersionFolder(version, path)];
}
