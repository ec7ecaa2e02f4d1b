using Microsoft.Extensions.DependencyInjection;

namespace Wisp.ModuleHost.Tests;

public sealed class BrokenCodeTests : IDisposable
{
    private readonly ModulesFolder folder = new();

    public BrokenCodeTests() => folder.Services.AddSingleton(TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("throws", "Its Configure failed: The stars stand wrong.")]
    [InlineData("static-constructor", "Its Configure failed: The well is poisoned.")]
    public void A_module_that_throws_fails_alone(string id, string sentence)
    {
        folder.Install("faulty", id);
        folder.Install("good");

        var catalog = folder.Load();

        catalog.Failed(id, "configure-failed", sentence);
        catalog.Runs("good");
        Assert.NotNull(catalog.Module(id).Exception);
        Assert.DoesNotContain(folder.Services, descriptor => descriptor.ServiceType.Name == "Row");
    }

    [Fact]
    public void A_missing_library_shows_at_the_start()
    {
        var target = folder.Install("faulty");
        File.Delete(Path.Combine(target, "CsvHelper.dll"));

        var module = folder.Load().Module("faulty");

        Assert.Equal((ModuleState.Failed, "load-failed"), (module.State, module.Problem!.Code));
        Assert.StartsWith("Its code cannot be loaded: Could not load file or assembly 'CsvHelper,", module.Problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_assembly_fails_alone()
    {
        var target = folder.Install("faulty");
        File.WriteAllText(Path.Combine(target, "Wisp.Fixtures.Faulty.dll"), "half a file");
        folder.Install("good");

        var catalog = folder.Load();

        Assert.Equal((ModuleState.Failed, "load-failed"), (catalog.Module("faulty").State, catalog.Module("faulty").Problem!.Code));
        catalog.Runs("good");
    }

    [Theory]
    [InlineData("good", "Wisp.Fixtures.Good.dll")]
    [InlineData("good", "Wisp.Fixtures.Contracts.dll")]
    public void A_missing_file_is_named(string fixture, string file)
    {
        File.Delete(Path.Combine(folder.Install(fixture), file));

        folder.Load().Refused(fixture, "file-missing", $"Its folder lacks {file}.");
    }

    [Fact]
    public void A_module_without_an_entry_point_is_refused()
    {
        var target = folder.Install("faulty");
        folder.Edit("faulty", "1.0.0", manifest => manifest["assembly"] = "CsvHelper.dll");
        File.Delete(Path.Combine(target, "Wisp.Fixtures.Faulty.dll"));

        folder.Load().Refused("faulty", "no-entry-point",
            "CsvHelper.dll has no public class with a constructor without parameters that derives from WispModule.");
    }

    [Fact]
    public void What_others_registered_stays()
    {
        folder.Install("faulty", "removes-host-service");
        folder.Install("good");

        var catalog = folder.Load();

        catalog.Refused("removes-host-service", "service-changed",
            "Its Configure removed or replaced the registration of TimeProvider, which is not its own.");
        catalog.Runs("good");
        Assert.Contains(folder.Services, descriptor => descriptor.ServiceType == typeof(TimeProvider));
    }

    [Fact]
    public void A_module_keeps_to_the_schema_of_its_manifest()
    {
        folder.Install("faulty", "other-schema");

        folder.Load().Refused("other-schema", "schema-other", "Registers the database schema \"elsewhere\", and its module.json says \"faulty\".");
    }
}
