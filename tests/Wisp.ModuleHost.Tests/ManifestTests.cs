namespace Wisp.ModuleHost.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly ModulesFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("id", "", "manifest-missing", "Its module.json has no \"id\".")]
    [InlineData("id", "\"X Y\"", "manifest-id", "\"id\" in its module.json is \"X Y\": it must be lower-case letters, digits and hyphens, beginning with a letter.")]
    [InlineData("version", "\"one\"", "manifest-version", "\"version\" in its module.json is \"one\": it must be a version such as 1.0.0.")]
    [InlineData("version", "1.0", "manifest-version", "\"version\" in its module.json is 1.0: it must be a version such as 1.0.0.")]
    [InlineData("assembly", "\"../evil.dll\"", "manifest-assembly", "\"assembly\" in its module.json is \"../evil.dll\": it must be the name of a .dll beside it.")]
    [InlineData("sdk", "", "manifest-missing", "Its module.json has no \"sdk\".")]
    [InlineData("sdk", "\"[1.0\"", "manifest-range", "\"sdk\" in its module.json is \"[1.0\": it must be a range of versions such as [1.0,2.0).")]
    [InlineData("sdk", "\"1.*\"", "manifest-range", "\"sdk\" in its module.json is \"1.*\": it must be a range of versions such as [1.0,2.0).")]
    [InlineData("provides", "[]", "manifest-map", "\"provides\" in its module.json is []: it must be an object of contract names.")]
    [InlineData("provides", "{\"A.B\": 1}", "manifest-version", "\"provides: A.B\" in its module.json is 1: it must be a version such as 1.0.0.")]
    [InlineData("provides", "{\"../A\": \"1.0.0\"}", "manifest-map", "\"provides\" in its module.json is {\"../A\": \"1.0.0\"}: it must be an object of contract names.")]
    [InlineData("requires", "{\"A.B\": \"soon\"}", "manifest-range", "\"requires: A.B\" in its module.json is \"soon\": it must be a range of versions such as [1.0,2.0).")]
    [InlineData("schema", "\"host\"", "manifest-schema", "\"schema\" in its module.json is \"host\": it must be lower-case letters, digits and underscores, and none of the host's own (host, ext, public).")]
    [InlineData("schema", "\"a; drop\"", "manifest-schema", "\"schema\" in its module.json is \"a; drop\": it must be lower-case letters, digits and underscores, and none of the host's own (host, ext, public).")]
    [InlineData("required", "\"yes\"", "manifest-flag", "\"required\" in its module.json is \"yes\": it must be true or false.")]
    public void A_wrong_field_is_named(string field, string value, string code, string sentence)
    {
        var fields = new Dictionary<string, string>
        {
            ["id"] = "\"odd\"", ["version"] = "\"1.0.0\"", ["assembly"] = "\"Odd.dll\"", ["sdk"] = "\"[1.0,2.0)\"", [field] = value,
        };
        folder.Write("odd", $"{{ {string.Join(", ", fields.Where(f => f.Value.Length > 0).Select(f => $"\"{f.Key}\": {f.Value}"))} }}");
        folder.Install("good");

        var catalog = folder.Load();

        catalog.Refused("odd", code, sentence);
        catalog.Runs("good");
    }

    [Theory]
    [InlineData("")]
    [InlineData("module: odd")]
    [InlineData("{ \"id\": \"odd\", \"id\": \"odder\" }")]
    [InlineData("[]")]
    public void What_is_no_manifest_is_refused(string text)
    {
        folder.Write("odd", text);

        var problem = folder.Load().Module("odd").Problem!;

        Assert.Equal("manifest-unreadable", problem.Code);
        Assert.StartsWith("Its module.json cannot be read: ", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_field_is_no_fault()
    {
        folder.Install("good");
        folder.Edit("good", "1.1.0", manifest => manifest["homepage"] = "https://example.org");

        folder.Load().Runs("good");
    }

    [Fact]
    public void Every_code_has_a_sentence_of_its_own() =>
        Assert.Equal(ProblemTexts.English.Count, ProblemTexts.English.Values.Distinct().Count());
}
