using NuGet.Versioning;

namespace Wisp.ModuleHost;

/// <summary>Finds the live version of each module by folders and manifests, without touching code.</summary>
internal static class InstalledModules
{
    public static IReadOnlyList<LoadedModule> Find(string modulesPath)
    {
        if (!Directory.Exists(modulesPath))
            throw new ModuleStartException($"Wisp cannot start: the folder of modules {modulesPath} does not exist.");
        var active = ActiveVersions.Read(modulesPath);
        var installed = Directory.GetDirectories(modulesPath)
            .Where(folder => !Path.GetFileName(folder).StartsWith('.'))
            .Select(folder => Read(folder, active.GetValueOrDefault(Path.GetFileName(folder))))
            .ToList();
        var absent = active
            .Where(line => line.Value != ActiveVersions.Off && installed.TrueForAll(module => module.Id != line.Key))
            .Select(line => Refused(Path.Combine(modulesPath, line.Key), ModuleProblem.Of(ProblemTexts.ActiveMissing, line.Value, "-")));
        return [.. installed.Concat(absent).OrderBy(module => module.Id, StringComparer.Ordinal)];
    }

    private static LoadedModule Read(string folder, string? line)
    {
        var versions = VersionFolder.Of(folder);
        if (line is null or ActiveVersions.Off)
        {
            if (versions.Count > 0) return Read(folder, versions[0], line is ActiveVersions.Off);
            return Refused(folder, ModuleProblem.Of(ProblemTexts.NoVersion, Path.GetFileName(folder)));
        }

        if (!NuGetVersion.TryParse(line, out var wanted))
            return Refused(folder, ModuleProblem.Of(ProblemTexts.ActiveVersion, line));
        return versions.Find(version => version.Version == wanted) is { } found
            ? Read(folder, found, off: false)
            : Refused(folder, ModuleProblem.Of(ProblemTexts.ActiveMissing, line, Installed(versions)));
    }

    private static LoadedModule Read(string folder, VersionFolder version, bool off)
    {
        var id = Path.GetFileName(folder);
        var (manifest, problem, required) = ManifestReader.Read(version.Path);
        if (manifest is not null && manifest.Id != id)
        {
            // A stray copy of a required module must not stop the host: the real one stands elsewhere.
            problem = ModuleProblem.Of(ProblemTexts.FolderId, id, manifest.Id);
            (manifest, required) = (null, false);
        }

        if (manifest is not null && manifest.Version != version.Version)
            problem = ModuleProblem.Of(ProblemTexts.FolderVersion, Path.GetFileName(version.Path), manifest.Version.ToString());
        var module = new LoadedModule(id, version.Path) { Manifest = manifest, Required = required };
        if (off) module.TurnOff();
        else if (problem is not null) module.Refuse(problem);
        return module;
    }

    private static LoadedModule Refused(string folder, ModuleProblem problem)
    {
        var module = new LoadedModule(Path.GetFileName(folder), folder);
        module.Refuse(problem);
        return module;
    }

    private static string Installed(List<VersionFolder> versions) =>
        versions.Count == 0 ? "-" : string.Join(", ", versions.Select(version => version.Version));
}
