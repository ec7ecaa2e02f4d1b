namespace Wisp.ModuleHost.Tests;

public sealed class RequiredModuleTests : IDisposable
{
    private readonly ModulesFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_required_module_that_fails_stops_the_process_with_one_sentence()
    {
        folder.Install("faulty", "throws", required: true);
        folder.Install("good");

        var exception = Assert.Throws<RequiredModuleException>(() => folder.Load());

        Assert.Equal("Wisp cannot start: the required module throws 1.0.0 failed: Its Configure failed: The stars stand wrong.", exception.Message);
        Assert.Equal("throws", exception.Module.Id);
    }

    [Fact]
    public void The_sentence_is_about_the_module_to_repair_first()
    {
        folder.Declare("a", requires: "\"B\": \"1.0\"", required: true);
        folder.Declare("b", provides: "\"B\": \"1.0.0\"", sdk: "[9.0,10.0)", required: true);

        var exception = Assert.Throws<RequiredModuleException>(() => folder.Load());

        Assert.StartsWith("Wisp cannot start: the required module b 1.0.0 is refused: Needs Wisp SDK [9.0,10.0)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_module_cannot_be_off()
    {
        folder.Install("good", required: true);
        folder.Activate("""{ "good": "off" }""");

        var exception = Assert.Throws<RequiredModuleException>(() => folder.Load());

        Assert.Equal("Wisp cannot start: the required module good 1.1.0 is off in active.json.", exception.Message);
    }

    [Fact]
    public void A_manifest_that_says_required_counts_even_when_the_rest_is_wrong()
    {
        folder.Write("odd", """{ "id": "odd", "required": true }""");

        var exception = Assert.Throws<RequiredModuleException>(() => folder.Load());

        Assert.Equal("Wisp cannot start: the required module odd is refused: Its module.json has no \"version\".", exception.Message);
    }
}
