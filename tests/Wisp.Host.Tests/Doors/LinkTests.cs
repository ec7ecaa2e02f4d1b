using Wisp.Testing;

namespace Wisp.Host.Tests.Doors;

/// <summary>A crawler with an administrator's rights: whatever a page names, something answers.</summary>
[Collection(SharedHostCollection.Name)]
public sealed class LinkTests(SharedHost host)
{
    private const int Most = 800;
    private static readonly string[] Reading = ["href", "src", "hx-get"];
    private static readonly string[] Sending = ["action", "formaction", "hx-post", "hx-put", "hx-delete"];

    [Fact]
    public async Task No_link_of_any_page_is_dead()
    {
        var open = new Queue<(string Url, string From)>(host.Routes.Where(r => r.Answers("GET") && !r.IsAnonymous).Select(r => (r.Url, "the route table")));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        while (open.TryDequeue(out var next) && seen.Count < Most)
        {
            // Without an authenticator key begun there is no picture of it.
            if (!seen.Add(next.Url) || next.Url == "/account/two-factor/key.svg") continue;
            var page = await host.Admin.GetAsync(next.Url);
            Assert.True((int)page.Status is 200 or 302, $"{next.Url}, named by {next.From}, gives {page.Status}");
            if (!page.Headers.GetValueOrDefault("Content-Type", "").StartsWith("text/html", StringComparison.Ordinal)) continue;
            foreach (var url in Named(page, Reading)) open.Enqueue((url, next.Url));
            foreach (var url in Named(page, Sending)) targets.TryAdd(url, next.Url);
        }

        Assert.InRange(seen.Count, 50, Most - 1);
        foreach (var (url, from) in targets) await AnswersAsync(url, from);
    }

    // Whoever listens for a form refuses this one for its missing token; where nobody listens it is another answer.
    private async Task AnswersAsync(string url, string from)
    {
        var answer = await host.Admin.PostAsync(url, []);
        if ((int)answer.Status == 400) return;
        var read = await host.Admin.GetAsync(url);
        Assert.True((int)read.Status is 200 or 302, $"The form target {url}, named by {from}, gives {answer.Status} and {read.Status}");
    }

    private static IEnumerable<string> Named(Page page, string[] attributes) =>
        from element in page.Document.All
        from name in attributes
        let value = element.GetAttribute(name)
        where value is { Length: > 0 } && value[0] != '#' && !value.StartsWith("mailto:", StringComparison.Ordinal)
            && !value.StartsWith("tel:", StringComparison.Ordinal) && !value.StartsWith("data:", StringComparison.Ordinal)
        let absolute = new Uri(new Uri(new Uri("http://localhost"), page.Url), value)
        where absolute.Host == "localhost"
        select absolute.PathAndQuery;
}
