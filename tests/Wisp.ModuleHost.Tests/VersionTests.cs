namespace Wisp.ModuleHost.Tests;

public sealed class VersionTests : IDisposable
{
    private readonly ModulesFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_line_the_newest_version_is_live()
    {
        folder.Install("good", version: "1.9.0");
        folder.Install("good", version: "1.10.0");

        Assert.Equal("1.10.0", folder.Load().Module("good").Manifest!.Version.ToString());
    }

    [Fact]
    public void A_line_brings_the_older_version_back()
    {
        folder.Install("good", version: "1.9.0");
        folder.Install("good", version: "1.10.0");
        folder.Activate("""{ "good": "1.9.0" }""");

        var good = folder.Load().Module("good");

        Assert.Equal(ModuleState.Running, good.State);
        Assert.Equal("1.9.0", good.Manifest!.Version.ToString());
        Assert.Equal(Path.Combine(folder.Path, "good", "1.9.0"), good.Folder);
    }

    [Fact]
    public void Off_leaves_the_code_alone()
    {
        folder.Install("good");
        folder.Install("dependant");
        folder.Install("broken-migration");
        folder.Activate("""{ "good": "off" }""");

        var catalog = folder.Load();

        catalog.Runs("broken-migration");
        Assert.Equal(ModuleState.Off, catalog.Module("good").State);
        Assert.Null(catalog.Module("good").Assembly);
        catalog.Refused("dependant", "provider-off", "Needs the contract Wisp.Fixtures.Contracts of the module good, which is off.");
    }

    [Fact]
    public void A_line_for_a_version_that_is_not_there_is_refused()
    {
        folder.Install("good");
        folder.Activate("""{ "good": "7.0.0", "ghost": "1.0.0", "gone": "off" }""");

        var catalog = folder.Load();

        catalog.Refused("good", "active-missing", "active.json asks for version 7.0.0, which is not installed; installed: 1.1.0.");
        catalog.Refused("ghost", "active-missing", "active.json asks for version 1.0.0, which is not installed; installed: -.");
        Assert.Equal(2, catalog.Modules.Count);
    }

    [Fact]
    public void A_line_that_is_no_version_is_refused()
    {
        folder.Install("good");
        folder.Activate("""{ "good": "latest" }""");

        folder.Load().Refused("good", "active-version", "active.json says \"latest\", which is neither a version such as 1.0.0 nor \"off\".");
    }

    [Theory]
    [InlineData("{ \"good\": ")]
    [InlineData("{ \"good\": 1 }")]
    public void A_broken_active_json_stops_the_process_with_a_sentence(string text)
    {
        folder.Activate(text);

        var exception = Assert.Throws<ModuleStartException>(() => folder.Load());

        Assert.StartsWith($"Wisp cannot start: {Path.Combine(folder.Path, "active.json")} cannot be read: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_version_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));

        folder.Load().Refused("empty", "no-version", "Its folder empty holds no version: expected empty/<version>/module.json.");
    }

    [Fact]
    public void A_copy_in_another_folder_does_not_stop_the_real_one()
    {
        folder.Install("good", required: true);
        folder.Install("good", id: "good-copy", required: true);
        folder.Edit("good-copy", "1.1.0", manifest => manifest["id"] = "good");

        var catalog = folder.Load();

        catalog.Runs("good");
        catalog.Refused("good-copy", "folder-id", "Folder good-copy holds the module good: a module stands in a folder of its own id.");
    }

    [Fact]
    public void A_folder_of_another_version_is_refused()
    {
        folder.Install("good");
        folder.Edit("good", "1.1.0", manifest => manifest["version"] = "1.2.0");

        folder.Load().Refused("good", "folder-version", "Folder 1.1.0 holds version 1.2.0: a version stands in a folder of its own number.");
    }

    [Fact]
    public void No_folder_of_modules_is_a_sentence()
    {
        var options = new ModuleHostOptions { ModulesPath = "/nowhere", Process = Sdk.ModuleProcess.Tool };

        var exception = Assert.Throws<ModuleStartException>(() => ModuleCatalog.Load(options, folder.Services, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));

        Assert.Equal("Wisp cannot start: the folder of modules /nowhere does not exist.", exception.Message);
    }
}
