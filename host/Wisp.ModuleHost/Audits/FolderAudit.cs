namespace Wisp.ModuleHost;

/// <summary>Looks at a module's files before any of them is loaded.</summary>
internal static class FolderAudit
{
    public static ModuleProblem? Check(LoadedModule module, KnownContracts contracts)
    {
        var provided = module.Manifest!.Provides.Keys;
        var lacking = provided.Select(contract => contract + ".dll").Append(module.Manifest.Assembly)
            .FirstOrDefault(file => !File.Exists(Path.Combine(module.Folder, file)));
        if (lacking is not null) return ModuleProblem.Of(ProblemTexts.FileMissing, lacking);

        // A private copy of a shared assembly splits its types in two, and the loading library would take it without a word.
        var copy = Directory.EnumerateFiles(module.Folder, "*.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(file => IsShared(Path.GetFileNameWithoutExtension(file)));
        return copy is null ? null : ModuleProblem.Of(ProblemTexts.SharedCopy, Path.GetRelativePath(module.Folder, copy));

        bool IsShared(string name) => SharedAssemblies.Listed.Contains(name, StringComparer.OrdinalIgnoreCase)
            || SharedAssemblies.Framework.Contains(name)
            || (contracts.Names.Contains(name) && !provided.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}
