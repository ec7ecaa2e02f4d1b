using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Wisp.Architecture.Tests;

public sealed partial class ResourceTests
{
    public static TheoryData<string> Spanish()
    {
        var data = new TheoryData<string>();
        foreach (var file in Shipped.Sources("*.resx").Where(f => !f.EndsWith(".en.resx", StringComparison.Ordinal)))
            data.Add(Path.GetRelativePath(Shipped.Root, file));
        return data;
    }

    [Theory]
    [MemberData(nameof(Spanish))]
    public void English_has_the_keys_of_Spanish_and_the_same_places_for_values(string file)
    {
        var spanish = Texts(Path.Combine(Shipped.Root, file));
        var english = Texts(Path.Combine(Shipped.Root, Path.ChangeExtension(file, ".en.resx")));
        Assert.NotEmpty(spanish);
        Assert.Equal(spanish.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.All(spanish, text =>
        {
            Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key);
            Assert.False(string.IsNullOrWhiteSpace(english[text.Key]), text.Key);
            Assert.Equal(Holes(text.Value), Holes(english[text.Key]));
        });
    }

    /// <summary>Every key that a page or class names between brackets after a localizer exists in some resource of its project.</summary>
    [Fact]
    public void A_named_key_exists()
    {
        var projects = Shipped.Sources("*.csproj").Select(Path.GetDirectoryName).ToList();
        var found = 0;
        foreach (var project in projects)
        {
            var keys = Directory.EnumerateFiles(project!, "*.resx", SearchOption.AllDirectories)
                .Where(f => !f.EndsWith(".en.resx", StringComparison.Ordinal))
                .SelectMany(f => Texts(f).Keys).ToHashSet(StringComparer.Ordinal);
            if (keys.Count == 0) continue;
            foreach (var source in Shipped.Sources("*.cs*").Where(s => s.StartsWith(project + "/", StringComparison.Ordinal)))
            {
                foreach (Match use in NamedKey().Matches(File.ReadAllText(source)))
                {
                    found++;
                    Assert.True(keys.Contains(use.Groups[1].Value), $"{source} names the text {use.Groups[1].Value}, which no resource has");
                }
            }
        }

        Assert.True(found > 100, "the pattern finds the uses");
    }

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Hole();

    [GeneratedRegex("""\b(?:T|Text|text|texts|L|Localizer|localizer)\["([a-z0-9.\-_]+)"(?:,|\])""")]
    private static partial Regex NamedKey();
}
