using Wisp.Runtime;
using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary>What the host and each running module contribute.</summary>
public sealed class LoadedContributions(IServiceProvider services)
{
    /// <summary>By module; the host comes first.</summary>
    public IReadOnlyList<(string ModuleId, ModuleContributions Contributions)> All { get; } = [.. WispRuntime.AllContributions(services)];
}
