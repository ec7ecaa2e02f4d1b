using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.ModuleHost.Tests;

public sealed class AcceptedModuleTests : IDisposable
{
    private readonly ModulesFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_module_needs_comes_before_it()
    {
        folder.Install("dependant");
        folder.Install("good");
        folder.Install("broken-migration");

        var catalog = folder.Load();

        catalog.Runs("broken-migration", "good", "dependant");
        Assert.False(catalog.IsDegraded);
    }

    [Fact]
    public void One_module_calls_another_through_its_contract()
    {
        folder.Install("good");
        folder.Install("dependant");

        folder.Load();

        using var provider = folder.Services.BuildServiceProvider();
        Assert.Equal("Good day, neighbour", provider.GetRequiredService<Func<string>>()());
    }

    [Fact]
    public void A_module_has_a_context_of_its_own_and_its_contract_is_in_the_default_one()
    {
        folder.Install("good");

        var assembly = folder.Load().Module("good").Assembly!;

        var contract = assembly.GetType("Wisp.Fixtures.Good.Greeting", throwOnError: true)!.GetInterfaces().Single();
        Assert.NotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(assembly));
        Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(contract.Assembly));
    }

    [Fact]
    public void A_type_of_a_module_is_found_by_its_name()
    {
        folder.Install("good");

        var assembly = folder.Load().Module("good").Assembly!;

        Assert.Same(assembly, Type.GetType("Wisp.Fixtures.Good.GoodModule, Wisp.Fixtures.Good", throwOnError: true)!.Assembly);
    }

    [Fact]
    public void Two_catalogs_live_in_one_process()
    {
        folder.Install("good");
        folder.Install("dependant");
        using var second = new ModulesFolder();
        second.Install("good");
        second.Install("dependant");

        folder.Load().Runs("good", "dependant");
        second.Load().Runs("good", "dependant");
        second.Services.Clear();
        var again = second.Load();

        again.Runs("good", "dependant");
        using var one = folder.Services.BuildServiceProvider();
        using var two = second.Services.BuildServiceProvider();
        Assert.Equal(one.GetRequiredService<Func<string>>()(), two.GetRequiredService<Func<string>>()());
    }

    [Fact]
    public void Migrations_are_known_without_waking_the_database_library()
    {
        folder.Install("broken-migration");

        var module = folder.Load().Module("broken-migration");

        Assert.Equal(["20260101000000_start", "20260102000000_broken"], module.Migrations);
        Assert.Equal("broken_migration", module.Contributions!.Database!.Schema);
    }

    [Fact]
    public void The_process_has_the_last_word()
    {
        folder.Install("good");
        folder.Install("dependant");
        var seen = new List<string>();

        var catalog = folder.Load(verify: module =>
        {
            seen.Add(module.Id);
            return module.Id == "good" ? "Its schema is missing: run ./wisp migrate." : null;
        });

        Assert.Equal(["good"], seen);
        Assert.Empty(folder.Services);
        catalog.Refused("good", "verification", "Its schema is missing: run ./wisp migrate.");
        catalog.Refused("dependant", "provider-down",
            "Needs the contract Wisp.Fixtures.Contracts of the module good, which does not run: Its schema is missing: run ./wisp migrate.");
    }

    [Fact]
    public void A_failure_of_the_process_is_not_blamed_on_the_module()
    {
        folder.Install("good");

        Assert.Throws<TimeoutException>(() => folder.Load(verify: _ => throw new TimeoutException()));
    }

    [Fact]
    public void The_loading_library_is_nobody_elses_business() =>
        Assert.DoesNotContain(
            typeof(ModuleCatalog).Assembly.GetExportedTypes().SelectMany(type => type.GetMembers()).OfType<MethodInfo>(),
            method => method.ToString()!.Contains("McMaster", StringComparison.Ordinal));
}
