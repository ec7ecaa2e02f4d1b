namespace Wisp.ModuleHost;

/// <summary>A module that the host may not run without does not run.</summary>
/// <param name="module">The module.</param>
public sealed class RequiredModuleException(LoadedModule module) : ModuleStartException(Sentence(module))
{
    /// <summary>The module.</summary>
    public LoadedModule Module { get; } = module;

    private static string Sentence(LoadedModule module) => $"Wisp cannot start: the required module {module.Name} " + module.State switch
    {
        ModuleState.Off => "is off in active.json.",
        ModuleState.Failed => $"failed: {module.Problem!.Sentence}",
        _ => $"is refused: {module.Problem!.Sentence}",
    };
}
