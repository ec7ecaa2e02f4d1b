using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary>A line of the side menu.</summary>
public sealed record MenuItem(string Text, string Icon, int Order, string? Url, bool Current, IReadOnlyList<MenuItem> Items);

/// <summary>The side menu: what modules contribute and the operator may see.</summary>
public sealed class ShellMenu(LoadedContributions loaded, IContributions contributions, IEnumerable<IMenuCondition> conditions, ICurrentOperator current, Labels labels)
{
    /// <summary>The menu as seen from a page; the entry with the longest URL that the page's begins with is the current one.</summary>
    public async Task<IReadOnlyList<MenuItem>> ForAsync(PathString page, CancellationToken cancellationToken)
    {
        var hidden = await HiddenAsync(cancellationToken);
        var all = loaded.All.Select(module => module.Contributions).ToList();
        var entries = all.SelectMany(c => c.Menu).Where(entry => (entry.Permission is not { } needed || current.Can(needed)) && !hidden.Contains(entry.Key)).ToList();
        var here = entries.Where(entry => IsAt(page, entry.Url)).MaxBy(entry => entry.Url.Length);
        var groups = all.SelectMany(c => c.MenuGroups).DistinctBy(group => group.Key).ToDictionary(group => group.Key);

        var top = entries.Where(entry => entry.Group is null || !groups.ContainsKey(entry.Group)).Select(Line);
        var grouped = entries.Where(entry => entry.Group is not null && groups.ContainsKey(entry.Group))
            .GroupBy(entry => groups[entry.Group!])
            .Select(group => new MenuItem(
                labels.Text(group.Key.Label), group.Key.Icon, group.Key.Order, null, group.Contains(here), Sorted(group.Select(Line))));
        return Sorted(top.Concat(grouped));

        MenuItem Line(MenuEntry entry) => new(labels.Text(entry.Label), entry.Icon, entry.Order, entry.Url, entry == here, []);
    }

    private async Task<HashSet<string>> HiddenAsync(CancellationToken cancellationToken)
    {
        var hidden = new HashSet<string>();
        foreach (var condition in contributions.Allowed(conditions))
            if (await contributions.TryAsync(condition, () => condition.IsShownAsync(cancellationToken), cancellationToken) is { Succeeded: true, Value: false }) hidden.Add(condition.Key);
        return hidden;
    }

    private static List<MenuItem> Sorted(IEnumerable<MenuItem> items) =>
        [.. items.OrderBy(item => item.Order).ThenBy(item => item.Text, StringComparer.CurrentCulture)];

    private static bool IsAt(PathString page, string url) =>
        url == "/" ? page == "/" : page.StartsWithSegments(url, StringComparison.OrdinalIgnoreCase);
}
