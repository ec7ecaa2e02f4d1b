namespace Wisp.ModuleHost;

/// <summary>The contracts that installed modules provide, whether they run or not.</summary>
internal sealed class KnownContracts(IReadOnlyList<LoadedModule> all)
{
    public IReadOnlySet<string> Names { get; } = all
        .SelectMany(module => module.Manifest?.Provides.Keys ?? [])
        .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
