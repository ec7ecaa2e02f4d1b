using Wisp.Sdk;

namespace Wisp.ModuleHost;

/// <summary>Who brought which contribution key. Keys are stored, so that two meanings of one would mix up data.</summary>
internal sealed class KeyClaims
{
    private readonly Dictionary<(string Kind, string Key), string> owners = [];

    public KeyClaims(ModuleContributions? host)
    {
        if (host is not null) Claim(host, "Wisp");
    }

    public ModuleProblem? Check(LoadedModule module)
    {
        var mine = new HashSet<(string, string)>();
        foreach (var claim in Keys(module.Contributions!))
        {
            var owner = owners.GetValueOrDefault(claim) ?? (mine.Add(claim) ? null : module.Id);
            if (owner is not null) return ModuleProblem.Of(ProblemTexts.KeyTaken, claim.Kind, claim.Key, owner);
        }

        return null;
    }

    public void Claim(LoadedModule module) => Claim(module.Contributions!, module.Id);

    private void Claim(ModuleContributions contributions, string owner)
    {
        foreach (var claim in Keys(contributions)) owners[claim] = owner;
    }

    private static IEnumerable<(string Kind, string Key)> Keys(ModuleContributions all) =>
    [
        .. all.Permissions.Select(permission => ("permission", permission.Key)),
        .. all.Jobs.Select(job => ("job", job.Key)),
        .. all.Menu.Select(entry => ("menu", entry.Key)),
        .. all.MenuGroups.Select(group => ("menu group", group.Key)),
        .. all.Subscriptions.Select(subscription => ("event subscriber", subscription.Subscriber)),
        .. all.Timers.Select(timer => ("timer", timer.Key)),
    ];
}
