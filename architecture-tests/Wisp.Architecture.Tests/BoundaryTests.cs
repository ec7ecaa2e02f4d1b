using Mono.Cecil;
using NetArchTest.Rules;

namespace Wisp.Architecture.Tests;

public sealed class BoundaryTests
{
    /// <summary>The order of the house: a module may use the contracts of those before it, never of those after.</summary>
    private static readonly string[] LeftToRight = ["Zones", "Clients", "Network", "Billing", "Portal"];

    [Fact]
    public void A_module_uses_the_SDK_its_own_contracts_and_those_to_its_left()
    {
        Assert.NotEmpty(Shipped.Modules);
        foreach (var (module, assembly) in Shipped.Modules)
        {
            var place = Array.IndexOf(LeftToRight, module);
            Assert.True(place >= 0, $"{module} has no place in the house");
            var allowed = LeftToRight.Take(place + 1).Select(m => $"Wisp.Contracts.{m}").Append("Wisp.Sdk");
            Assert.Empty(Shipped.WispReferences(assembly).Except(allowed));
        }
    }

    [Fact]
    public void Contracts_use_the_SDK_alone()
    {
        Assert.NotEmpty(Shipped.Contracts);
        foreach (var assembly in Shipped.Contracts.Values)
            Assert.All(
                assembly.MainModule.AssemblyReferences.Select(r => r.Name),
                name => Assert.True(
                    name == "Wisp.Sdk" || name.StartsWith("System.", StringComparison.Ordinal) || name == "Npgsql",
                    $"{assembly.Name.Name} references {name}"));
    }

    [Theory]
    [InlineData("Wisp.Host")]
    [InlineData("Wisp.Worker")]
    public void A_process_references_no_module(string process) =>
        Assert.DoesNotContain(
            Shipped.WispReferences(Shipped.Process(process)),
            name => name.StartsWith("Wisp.Modules.", StringComparison.Ordinal) || name.StartsWith("Wisp.Contracts.", StringComparison.Ordinal));

    [Fact]
    public void Only_the_loader_knows_the_plugin_library()
    {
        const string Library = "McMaster.NETCore.Plugins";
        string[] others = ["Wisp.Host", "Wisp.Worker", "Wisp.Runtime", "Wisp.Sdk"];
        Assert.Contains(Shipped.Process("Wisp.ModuleHost").MainModule.AssemblyReferences, r => r.Name == Library);
        Assert.All(others, name => Assert.DoesNotContain(Shipped.Process(name).MainModule.AssemblyReferences, r => r.Name == Library));
    }

    [Fact]
    public void A_module_shows_nothing_but_its_entry_point()
    {
        Assert.NotEmpty(Shipped.Modules);
        foreach (var (module, assembly) in Shipped.Modules)
        {
            var entryPoint = $"Wisp.Modules.{module}.{module}Module";
            var shown = assembly.MainModule.Types.Where(t => t.IsPublic).Select(t => t.FullName).ToList();
            Assert.Contains(entryPoint, shown);
            // The compiler of components makes them public, and so must be what a mail's template shows.
            var mails = assembly.MainModule.Types.Where(t => t.BaseType is GenericInstanceType { ElementType.FullName: "Wisp.Sdk.MailTemplate`1" })
                .SelectMany(t => new[] { t.FullName, ((GenericInstanceType)t.BaseType).GenericArguments[0].FullName })
                .Append($"Wisp.Modules.{module}._Imports");
            // Razor Pages binds models and localizers by type; those that must be public stand among the pages and texts.
            Assert.All(
                shown.Except(mails).Where(name => name != entryPoint),
                name => Assert.True(
                    name.Contains(".Areas.", StringComparison.Ordinal) || name.EndsWith("Text", StringComparison.Ordinal), $"{name} is public"));
        }
    }

    [Fact]
    public void Rules_of_the_domain_know_neither_database_nor_pages()
    {
        foreach (var (module, assembly) in Shipped.Modules)
        {
            var domain = Types.FromFile(Shipped.ModuleFile(module)).That().ResideInNamespace($"Wisp.Modules.{module}.Domain");
            if (module == "Clients") Assert.Contains(assembly.MainModule.Types, t => t.Namespace == $"Wisp.Modules.{module}.Domain");
            var result = domain.ShouldNot()
                .HaveDependencyOnAny("Npgsql", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", $"Wisp.Modules.{module}.Features", $"Wisp.Modules.{module}.Areas")
                .GetResult();
            Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
        }
    }

    [Fact]
    public void Features_do_not_know_pages()
    {
        foreach (var (module, assembly) in Shipped.Modules)
        {
            var features = Types.FromFile(Shipped.ModuleFile(module)).That().ResideInNamespace($"Wisp.Modules.{module}.Features");
            Assert.Contains(assembly.MainModule.Types, t => t.Namespace.StartsWith($"Wisp.Modules.{module}.Features.", StringComparison.Ordinal));
            var result = features.ShouldNot().HaveDependencyOn($"Wisp.Modules.{module}.Areas").GetResult();
            Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
        }
    }

    [Fact]
    public void A_module_folder_holds_no_copy_of_what_is_shared()
    {
        string[] shared =
        [
            "Wisp.Sdk", "Wisp.Runtime", "Wisp.ModuleHost", "Npgsql", "Npgsql.NetTopologySuite", "NetTopologySuite", "NetTopologySuite.IO.PostGis",
            "Npgsql.EntityFrameworkCore.PostgreSQL", "Npgsql.EntityFrameworkCore.PostgreSQL.NetTopologySuite", "Microsoft.EntityFrameworkCore",
            "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Scrutor",
            "Microsoft.AspNetCore.Identity.EntityFrameworkCore",
        ];
        Assert.NotEmpty(Shipped.ModuleFolders);
        foreach (var folder in Shipped.ModuleFolders)
        {
            var files = Directory.GetFiles(folder, "*.dll").Select(Path.GetFileNameWithoutExtension).ToList();
            Assert.NotEmpty(files);
            Assert.Empty(files.Intersect(shared));
            var id = Path.GetFileName(Path.GetDirectoryName(folder))!;
            Assert.DoesNotContain(files, f => f!.StartsWith("Wisp.Contracts.", StringComparison.Ordinal) && !f.EndsWith(id, StringComparison.OrdinalIgnoreCase));
        }
    }
}
