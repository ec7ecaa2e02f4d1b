using Wisp.ModuleHost;
using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary>What the host and each running module contribute.</summary>
public sealed class LoadedContributions(ModuleCatalog catalog)
{
    /// <summary>By module; the host comes first.</summary>
    public IReadOnlyList<(string ModuleId, ModuleContributions Contributions)> All { get; } =
        [("host", HostScreens.Contributions), .. catalog.Running.Select(module => (module.Id, module.Contributions!))];
}
