namespace Wisp.Host.Shell;

/// <summary>What people call a module; one that does not run, or names itself nothing, goes by its id.</summary>
public sealed class ModuleNames(LoadedContributions loaded, Labels labels)
{
    public string Of(string moduleId) =>
        loaded.All.FirstOrDefault(module => module.ModuleId == moduleId).Contributions?.Title is { } title ? labels.Text(title) : moduleId;
}
