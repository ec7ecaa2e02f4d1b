using Deque.AxeCore.Commons;

namespace Wisp.EndToEnd.Tests.Everywhere;

/// <summary>What axe finds wrong by WCAG 2.2, levels A and AA.</summary>
internal static class Axe
{
    private const string Run =
        """
        () => axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          resultTypes: ['violations'],
        }).then(result => result.passes.length === 0
          ? ['axe looked at nothing']
          : result.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html).join(' | ')}`))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Brings axe to each page that is opened from now on; the pages' own policy does not hold for it.</summary>
    public static Task BringAsync(IPage page) => page.AddInitScriptAsync(Script);

    // Our own call, because Playwright's package opens a second page for each run, which doubles the time.
    public static Task<string[]> ViolationsAsync(IPage page) => page.EvaluateAsync<string[]>(Run);
}
