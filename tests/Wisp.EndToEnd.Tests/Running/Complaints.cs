namespace Wisp.EndToEnd.Tests.Running;

/// <summary>What the browser objects to: errors of scripts, refusals by the content policy, answers that fail.</summary>
public sealed class Complaints
{
    // The answer itself is judged below; the console only repeats it.
    private const string Repeated = "Failed to load resource";

    // What the test itself wants to run in the frame of a mail, where nothing may run.
    private const string Framed = "Blocked script execution in";

    private readonly List<string> _all = [];

    public Complaints(IPage page)
    {
        page.Console += (_, message) =>
        {
            var expected = message.Text.StartsWith(Repeated, StringComparison.Ordinal)
                || (message.Text.StartsWith(Framed, StringComparison.Ordinal) && message.Text.Contains("/body' because the document's frame is sandboxed", StringComparison.Ordinal));
            if (message.Type == "error" && !expected) Add(page, message.Text);
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
