using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Wisp.EndToEnd.Tests.Everywhere;

/// <summary>What axe finds wrong by WCAG 2.2, levels A and AA.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = [ResultType.Violations],
    };

    public static async Task<IEnumerable<string>> ViolationsAsync(IPage page) =>
        (await page.RunAxeLegacy(Rules)).Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}");
}
