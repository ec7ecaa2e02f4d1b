namespace Wisp.EndToEnd.Tests.Running;

/// <summary>What the browser objects to: errors of scripts, refusals by the content policy, answers that fail.</summary>
public sealed class Complaints
{
    // The answer itself is judged below; the console only repeats it.
    private const string Repeated = "Failed to load resource";

    private readonly List<string> _all = [];

    public Complaints(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith(Repeated, StringComparison.Ordinal)) Add(page, message.Text);
        };
        page.PageError += (_, error) => Add(page, error);
        page.Response += (_, answer) =>
        {
            var part = answer.Request.ResourceType is not ("document" or "fetch" or "xhr");
            if (answer.Status >= 500 || (answer.Status >= 400 && part)) Add(page, $"{answer.Status} for {answer.Url}");
        };
    }

    public void AssertNone()
    {
        lock (_all) Assert.True(_all.Count == 0, string.Join('\n', _all));
    }

    private void Add(IPage page, string text)
    {
        lock (_all) _all.Add($"{page.Url}: {text}");
    }
}
