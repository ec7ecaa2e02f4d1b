namespace Wisp.ModuleHost;

/// <summary>A module that the host may not run without does not run.</summary>
/// <param name="module">The module.</param>
public sealed class RequiredModuleException(LoadedModule module) : ModuleStartException(Sentence(module))
{
    /// <summary>The module.</summary>
    public LoadedModule Module { get; } = module;

    private static string Sentence(LoadedModule module) => module.State == ModuleState.Off
        ? $"Wisp cannot start: the required module {module.Name} is off in active.json."
        : $"Wisp cannot start: the required module {module.Name} is {module.State.ToString().ToLowerInvariant()}: {module.Problem?.Sentence}";
}
