using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Wisp.ModuleHost;

/// <summary>The installed modules of a process, and what became of each.</summary>
public sealed class ModuleCatalog
{
    private ModuleCatalog(IReadOnlyList<LoadedModule> modules, IReadOnlyList<LoadedModule> running) =>
        (Modules, Running) = (modules, running);

    /// <summary>All installed modules, by id.</summary>
    public IReadOnlyList<LoadedModule> Modules { get; }

    /// <summary>Those that run: what a module needs comes before it.</summary>
    public IReadOnlyList<LoadedModule> Running { get; }

    /// <summary>Whether a module is refused or failed.</summary>
    public bool IsDegraded => Modules.Any(module => module.State is ModuleState.Refused or ModuleState.Failed);

    /// <summary>
    /// Finds, checks, loads and configures the modules; what accepted ones registered is appended to <paramref name="services"/>.
    /// A module that is not accepted leaves no trace there.
    /// </summary>
    /// <param name="options">What this process wants.</param>
    /// <param name="services">The host's services, as complete as modules may expect them.</param>
    /// <param name="logger">Gets one line a module.</param>
    /// <returns>The catalog.</returns>
    /// <exception cref="RequiredModuleException">A required module does not run.</exception>
    /// <exception cref="ModuleStartException">The folder of modules or <c>active.json</c> cannot be read.</exception>
    public static ModuleCatalog Load(ModuleHostOptions options, IServiceCollection services, ILogger logger)
    {
        var all = InstalledModules.Find(Path.GetFullPath(options.ModulesPath));
        var ordered = new ModuleGraph(all).Order(SdkVersion.Current);
        var loader = new ModuleLoader(options, services, all);
        foreach (var module in ordered) loader.Load(module);
        foreach (var module in all) Log(logger, module);

        // Of several, the one to repair first: the others may only wait for it.
        var missing = all.Where(module => module.Required && module.State != ModuleState.Running)
            .MinBy(module => module.Problem?.Code == ProblemTexts.ProviderDown.Code ? 1 : 0);
        if (missing is not null) throw new RequiredModuleException(missing);
        return new ModuleCatalog(all, [.. ordered.Where(module => module.State == ModuleState.Running)]);
    }

    private static void Log(ILogger logger, LoadedModule module)
    {
        var level = module.State switch
        {
            ModuleState.Failed => LogLevel.Error,
            ModuleState.Refused => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        logger.Log(level, module.Exception, "Module {Module} is {State} after {Milliseconds:0} ms. {Reason}",
            module.Name, module.State, module.LoadTime.TotalMilliseconds, module.Problem?.Sentence ?? "");
    }
}
