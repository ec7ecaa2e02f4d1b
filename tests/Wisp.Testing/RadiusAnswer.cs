namespace Wisp.Testing;

/// <summary>What <c>radclient</c> says came back.</summary>
/// <param name="Code">The packet's name, or "none".</param>
/// <param name="Attributes">Its attributes by name, without those that differ each time.</param>
/// <param name="Output">All that it printed.</param>
public sealed record RadiusAnswer(string Code, IReadOnlyDictionary<string, string> Attributes, string Output)
{
    public static RadiusAnswer Read(string output)
    {
        var lines = output.Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith("Received ", StringComparison.Ordinal));
        if (at < 0) return new("none", new Dictionary<string, string>(), output);
        var attributes = lines.Skip(at + 1).TakeWhile(line => line.StartsWith('\t')).Select(line => line.Trim().Split(" = ", 2))
            .Where(pair => pair[0] is not ("Class" or "Message-Authenticator")).ToDictionary(pair => pair[0], pair => pair[1].Trim('"'), StringComparer.Ordinal);
        return new(lines[at].Split(' ')[1], attributes, output);
    }
}
