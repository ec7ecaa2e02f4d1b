namespace Wisp.ModuleHost;

internal static class Requirements
{
    /// <summary>The first contract that a module needs and nobody alive provides.</summary>
    public static ModuleProblem? Check(LoadedModule module, IReadOnlyList<LoadedModule> all)
    {
        foreach (var (contract, range) in module.Manifest!.Requires)
        {
            if (Provider(contract, all) is not { } provider)
                return ModuleProblem.Of(ProblemTexts.ContractMissing, contract, range.Text());
            if (provider.State == ModuleState.Off)
                return ModuleProblem.Of(ProblemTexts.ProviderOff, contract, provider.Id);
            if (provider.Problem is { } reason)
                return ModuleProblem.Of(ProblemTexts.ProviderDown, contract, provider.Id, reason.Sentence);
            var provided = provider.Manifest!.Provides[contract];
            if (!range.Admits(provided))
                return ModuleProblem.Of(ProblemTexts.ContractRange, contract, range.Text(), provider.Id, provided.ToString());
        }

        return null;
    }

    /// <summary>The modules that must run before this one.</summary>
    public static IEnumerable<LoadedModule> Needed(LoadedModule module, IReadOnlyList<LoadedModule> all) =>
        module.Manifest!.Requires.Keys.Select(contract => Provider(contract, all)).OfType<LoadedModule>()
            .Where(provider => provider != module).Distinct();

    private static LoadedModule? Provider(string contract, IReadOnlyList<LoadedModule> all) => all
        .Where(module => module.Manifest is { } manifest && manifest.Provides.ContainsKey(contract))
        .MinBy(module => module.State is ModuleState.Loading or ModuleState.Running ? 0 : 1);
}
