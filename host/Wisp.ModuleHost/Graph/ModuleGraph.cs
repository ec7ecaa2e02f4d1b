using NuGet.Versioning;

namespace Wisp.ModuleHost;

/// <summary>Decides by manifests alone who may run, and in which order.</summary>
internal sealed class ModuleGraph(IReadOnlyList<LoadedModule> all)
{
    // Who comes first keeps what two claim: a module that the host cannot do without, whatever a newcomer is called.
    private List<LoadedModule> Alive =>
    [
        .. all.Where(module => module.State == ModuleState.Loading)
            .OrderBy(module => !module.Required).ThenBy(module => module.Id, StringComparer.Ordinal),
    ];

    /// <summary>Refuses what cannot run and puts the rest in order: the needed first, then the required, then by id.</summary>
    public IReadOnlyList<LoadedModule> Order(NuGetVersion sdk)
    {
        RefuseWrongSdk(sdk);
        RefuseDoubles(ProblemTexts.ContractTaken, manifest => manifest.Provides.Keys);
        RefuseDoubles(ProblemTexts.SchemaTaken, manifest => manifest.Schema is { } schema ? [schema] : []);
        while (true)
        {
            RefuseUnmet();
            var (ordered, circular) = Sort();
            if (circular.Count == 0) return ordered;
            foreach (var (module, circle) in circular)
                module.Refuse(ModuleProblem.Of(ProblemTexts.Cycle, string.Join(" → ", circle.Select(step => step.Id))));
        }
    }

    private void RefuseWrongSdk(NuGetVersion sdk)
    {
        foreach (var module in Alive.Where(module => !module.Manifest!.Sdk.Admits(sdk)))
            module.Refuse(ModuleProblem.Of(ProblemTexts.SdkRange, module.Manifest!.Sdk.Text(), sdk.ToString()));
    }

    private void RefuseDoubles(ProblemText text, Func<ModuleManifest, IEnumerable<string>> claims)
    {
        var owners = new Dictionary<string, LoadedModule>(StringComparer.OrdinalIgnoreCase);
        foreach (var module in Alive)
        {
            var mine = claims(module.Manifest!).ToList();
            if (mine.Find(owners.ContainsKey) is { } taken) module.Refuse(ModuleProblem.Of(text, taken, owners[taken].Id));
            else mine.ForEach(claim => owners[claim] = module);
        }
    }

    private void RefuseUnmet()
    {
        var refused = true;
        while (refused)
        {
            refused = false;
            foreach (var module in Alive)
            {
                if (Requirements.Check(module, all) is not { } problem) continue;
                module.Refuse(problem);
                refused = true;
            }
        }
    }

    private (List<LoadedModule> Ordered, List<(LoadedModule Module, List<LoadedModule> Circle)> Circular) Sort()
    {
        var ordered = new List<LoadedModule>();
        var waiting = Alive;
        while (waiting.Find(module => Requirements.Needed(module, all).All(ordered.Contains)) is { } next)
        {
            ordered.Add(next);
            waiting.Remove(next);
        }

        return (ordered, [.. from module in waiting
                             let circle = Circle(module, [module])
                             where circle is not null
                             select (module, circle)]);
    }

    private List<LoadedModule>? Circle(LoadedModule start, List<LoadedModule> path)
    {
        foreach (var next in Requirements.Needed(path[^1], all))
        {
            if (next == start) return [.. path, start];
            if (!path.Contains(next) && Circle(start, [.. path, next]) is { } circle) return circle;
        }

        return null;
    }
}
