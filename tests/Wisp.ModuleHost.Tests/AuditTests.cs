using Wisp.Sdk;

namespace Wisp.ModuleHost.Tests;

public sealed class AuditTests : IDisposable
{
    private readonly ModulesFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Npgsql.dll")]
    [InlineData("Wisp.Sdk.dll")]
    [InlineData("Microsoft.EntityFrameworkCore.dll")]
    public void A_private_copy_of_a_shared_library_is_named(string file)
    {
        var target = folder.Install("faulty");
        File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(target, file));
        folder.Install("good");

        var catalog = folder.Load();

        catalog.Refused("faulty", "shared-copy", $"Its folder holds {file}, which Wisp or another module provides: build it without that file.");
        Assert.Null(catalog.Module("faulty").Assembly);
        catalog.Runs("good");
    }

    [Fact]
    public void A_private_copy_of_the_framework_is_named()
    {
        var target = folder.Install("faulty");
        File.Copy(typeof(System.Text.Json.JsonDocument).Assembly.Location, Path.Combine(target, "System.Text.Json.dll"));

        folder.Load().Refused("faulty", "shared-copy",
            "Its folder holds System.Text.Json.dll, which Wisp or another module provides: build it without that file.");
    }

    [Fact]
    public void A_private_copy_of_anothers_contract_is_named()
    {
        var good = folder.Install("good");
        var target = folder.Install("dependant");
        File.Copy(Path.Combine(good, "Wisp.Fixtures.Contracts.dll"), Path.Combine(target, "Wisp.Fixtures.Contracts.dll"));

        folder.Load().Refused("dependant", "shared-copy",
            "Its folder holds Wisp.Fixtures.Contracts.dll, which Wisp or another module provides: build it without that file.");
    }

    [Fact]
    public void A_contract_is_used_only_when_required()
    {
        folder.Install("good");
        folder.Install("dependant");
        folder.Edit("dependant", "1.0.0", manifest => manifest.Remove("requires"));

        folder.Load().Refused("dependant", "undeclared-contract",
            "Uses the contract Wisp.Fixtures.Contracts without requiring it in its module.json.");
    }

    [Fact]
    public void A_view_of_another_module_is_not_replaced()
    {
        folder.Install("good", required: true);
        folder.Install("double-view");

        var catalog = folder.Load();

        catalog.Refused("double-view", "view-taken", "Its view /Areas/Good/Pages/Index.cshtml has the same path as one of \"good\".");
        catalog.Runs("good");
    }

    [Fact]
    public void A_route_of_the_host_is_not_doubled()
    {
        folder.Install("good");
        folder.Install("dependant");
        var host = folder.Load().Module("dependant").Assembly;
        using var second = new ModulesFolder();
        second.Install("double-view");

        second.Load(host).Refused("double-view", "route-taken",
            "Its page /Areas/DoubleView/Pages/Index.cshtml answers at /shared/{}, as does a page of \"Wisp\".");
    }

    [Fact]
    public void A_key_of_the_host_is_not_doubled()
    {
        folder.Install("good");
        var builtIn = new ModuleContributions();
        builtIn.Permissions.Add(new("good.view", Label.Of<AuditTests>("any")));

        folder.Load(builtIn: builtIn).Refused("good", "key-taken", "Its key good.view (permission) is taken by \"Wisp\".");
    }

    [Fact]
    public void A_key_of_another_module_is_not_doubled()
    {
        folder.Install("faulty", id: "one");
        folder.Install("faulty", id: "two");
        folder.Edit("two", "1.0.0", manifest => manifest.Remove("schema"));

        var catalog = folder.Load();

        catalog.Runs("one");
        catalog.Refused("two", "key-taken", "Its key faulty.view (permission) is taken by \"one\".");
    }

    [Fact]
    public void A_key_is_not_doubled_within_a_module()
    {
        folder.Install("faulty", "doubles-own-key");

        folder.Load().Refused("doubles-own-key", "key-taken", "Its key faulty.view (permission) is taken by \"doubles-own-key\".");
    }
}
