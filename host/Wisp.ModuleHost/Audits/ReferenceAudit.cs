namespace Wisp.ModuleHost;

/// <summary>A module uses others through contracts that its manifest names, and through nothing else.</summary>
internal static class ReferenceAudit
{
    public static ModuleProblem? Check(LoadedModule module, KnownContracts contracts, IReadOnlyList<LoadedModule> all)
    {
        var manifest = module.Manifest!;
        foreach (var name in module.Assembly!.GetReferencedAssemblies().Select(reference => reference.Name!))
        {
            if (contracts.Names.Contains(name) && !manifest.Provides.ContainsKey(name) && !manifest.Requires.ContainsKey(name))
                return ModuleProblem.Of(ProblemTexts.UndeclaredContract, name);
            if (all.FirstOrDefault(other => other.Id != module.Id && other.Manifest?.Assembly == name + ".dll") is { } foreign)
                return ModuleProblem.Of(ProblemTexts.ForeignModule, name, foreign.Id);
        }

        return null;
    }
}
