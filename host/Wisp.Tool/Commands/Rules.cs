using System.Text.RegularExpressions;

namespace Wisp.Tool.Commands;

/// <summary><c>rules</c>: which rules of the domain have a test that carries their id, and which have none.</summary>
internal static partial class Rules
{
    public static int Print(string root, TextWriter output)
    {
        var tested = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Trait().Matches(File.ReadAllText(file)))
            .GroupBy(match => match.Groups[1].Value)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var list = Path.Combine(root, "docs", "rules.txt");
        var known = File.ReadAllLines(list).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToList();
        foreach (var rule in known.Where(tested.ContainsKey)) output.WriteLine($"{rule,-10} {tested[rule]} tests");
        var missing = known.Where(rule => !tested.ContainsKey(rule)).ToList();
        output.WriteLine($"{known.Count - missing.Count} rules with a test, {missing.Count} without: {string.Join(' ', missing)}");
        var unknown = tested.Keys.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0) return 0;
        output.WriteLine($"tests name rules that {Path.GetRelativePath(root, list)} does not know: {string.Join(' ', unknown)}");
        return 1;
    }

    [GeneratedRegex("""Trait\("rule", "([A-Z0-9-]+)"\)""")]
    private static partial Regex Trait();
}
